"""Which matters are not for the group's ears: PRODUCT 1.7, by rule, precise rather than complete."""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

import re

from casework.taxonomy import Act, Category

_OFFICIAL = r"(?:书记|主任|村长|村干部|镇干部|干部|支书|村委|村委会|网格员|会计|出纳|联村|镇长|乡长|所长|局长|队长|组长|领导班子|工作人员|民警|城管|驻村)"
_MISCONDUCT = (
    r"(?:贪|贪污|受贿|行贿|收礼|收红包|收钱|要好处|好处费|吃拿卡要|以权谋私|包庇|偏袒|徇私|打击报复|不作为|乱作为|态度(?:很|太|极其|非常|恶劣|差|不好|蛮横)|骂人|骂我|打人|打我"
    r"|推诿|推来推去|踢皮球|优亲厚友|亲戚|亲家|小舅子|克扣|挪用|私吞|侵吞|贿选|买票|拉票|作风|乱收费|霸占|私分|造假|弄虚作假|卖掉|腐败|猫腻|黑箱|不公开|撒谎|官僚|欺压|威胁|吃喝|装样子|没影子|三天打鱼|不办事|爱理不理|不理人|摆架子|中饱)"
)
_CONDUCT = re.compile(
    f"{_OFFICIAL}.{{0,18}}{_MISCONDUCT}|{_MISCONDUCT}.{{0,8}}(?:的)?{_OFFICIAL}|(?:举报|投诉|告).{{0,8}}{_OFFICIAL}(?!.{{0,4}}电话)"
)
_KIN = r"(?:老公|丈夫|男人|老婆|妻子|媳妇|儿媳|婆婆|公公|儿子|女儿|兄弟|哥|弟|姐|妹|爸|妈|爹|娘|父亲|母亲|女婿|前夫|前妻|爷爷|奶奶|小孩|孩子|老人|大伯|叔叔|小叔子|大嫂|嫂)"
_FAMILY = re.compile(
    rf"家暴|家庭暴力|虐待|{_KIN}.{{0,6}}(?:打我|打她|打他|往死里打|动手|赶出|赶我|骂我|不养|不赡养|不管|出轨|外遇)|(?:打|殴打|骂)(?:老婆|妻子|媳妇|老人|爹娘|父母|孩子)"
    rf"|赡养|离婚|抚养权|抚养费|分家|争家产|争遗产|遗产|婆媳|不孝|断绝关系|闹翻"
)
_ILLNESS = re.compile(
    r"癌|白血病|尿毒症|透析|化疗|放疗|肿瘤|瘫痪在床|瘫在床|瘫了|精神病|精神分裂|精神障碍|抑郁|自杀|艾滋|乙肝|肺结核|重病|大病|绝症|中风|偏瘫|老年痴呆|痴呆|植物人|器官移植|肾衰|脑梗|脑溢血|卧床"
)
_POOR = re.compile(
    r"揭不开锅|吃不(?:上|起)饭|没饭吃|没钱(?:看病|治|读书|上学|交|买药|吃|下葬)|(?:看|治|读|住|买|吃)不起|家里(?:很|太|特别|实在)?(?:穷|困难|苦)|家境(?:贫|困)|生活(?:很|特别|十分|极其|非常|实在)?困难"
    r"|没有?(?:生活来源|收入来源|经济来源|收入)|穷得|无依无靠|负债|低保.{0,8}(?:取消|停了|停掉|没了|评不上|不给|没批|砍)|特困|五保户|断炊|靠捡"
)
_DEBT = re.compile(
    r"欠(?:我|我们|我家|他|她|了我|着我|俺|阿拉)?.{0,6}(?:钱|款|[0-9一二三四五六七八九十百千万]+[块元万千]|工资|工钱|薪)|借(?:了|我|走|去).{0,10}(?:不还|没还|赖)|赖账|讨债|要债|高利贷|拖欠|讨薪|欠薪|网贷|借条|欠条"
)
_OWN = re.compile(
    r"我|俺|阿拉|咱家|本人|家里|老伴|[邻隔]|他家|她家|有户|这户|一户|老[\u4e00-\u9fff]家|大[伯妈叔爷]|奶奶|爷爷|婆婆|阿[婆公伯婶]|[\u4e00-\u9fff](?:婶|叔|嫂|大爷|大妈)|兄弟|丈夫|老公|老婆|[父母]|爸|妈|爹|娘"
)


def is_sensitive(text: str, act: Act, category: Category | None) -> bool:
    """Whether a message that opens a ticket must be kept out of the group.

    An illness or hardship is sensitive where it is somebody's own, not where a rule is asked for.
    """
    if _FAMILY.search(text) and (act is not Act.INQUIRY or _OWN.search(text)):
        return True
    if act is Act.INQUIRY:
        return bool(_OWN.search(text) and (_ILLNESS.search(text) or _POOR.search(text) or _DEBT.search(text)))
    if _CONDUCT.search(text) or _DEBT.search(text) or _POOR.search(text):
        return True
    if _ILLNESS.search(text):
        return act is not Act.EMERGENCY
    return False
