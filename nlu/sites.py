"""A village's own sites, which need no name: there is one of each, and a report says 庙里, 候车亭, 大塘."""

# ruff: noqa: E501 - a list of words is read in one piece
from __future__ import annotations

import re

_WHOSE = (
    "[一二三四五六七八九十0-9]{1,3}组", "[新老大小东西南北前后上下]", "村里", "镇上", "[村镇]", "桥头", "村口", "社区", "乡镇", "便民", "隔壁",
    "电镀", "木板", "砖瓦", "羊毛衫", "服装", "家具", "塑料", "老年人?", "老人", "文化", "农贸", "篮", "门", "足", "灯光",
)  # fmt: skip
"""What may stand before a site and belongs to it."""
_PUBLIC = (
    "卫生[院室](?:[儿内外骨]科)?", "诊所", "药店", "活动[室中心]{1,2}", "礼堂", "书屋", "图书室", "戏台", "幼儿园", "小学", "中学", "学堂", "村小(?:旧址)?",
    "校门口", "食堂", "敬老院", "养老院", "祠堂", "宗祠", "香火堂", "土地庙", "庙(?=[里门檐前后边旁])", "广场", "公园", "球场", "操场", "健身点",
    "村委会?(?=门|旁|边|对|楼|后|前)", "便民大厅", "办事大厅", "服务大厅", "便民中心", "服务中心", "供销社", "公墓", "坟山", "墓地", "殡仪馆",
    "医务室", "警务室", "文化站", "村部", "避灾(?:安置)?点", "安置点", "老年食堂", "健身器材(?=那[里边])",
)  # fmt: skip
_TRAFFIC = (
    "车站", "站台", "候车亭", "停车场", "码头", "渡口", "埠头", "加油站", "充电站", "收费站", "隧道", "涵洞", "桥头", "桥洞", "桥下", "路口", "村口",
)  # fmt: skip
_WATER = (
    "溪坑", "溪滩", "溪边", "河边", "河滩", "塘边", "海边", "古?井边", "水库", "山塘", "大塘", "池塘", "鱼塘", "水渠", "大坝", "堤坝", "机埠", "泵站", "污水站", "水泵房", "水塔", "水厂", "鱼排", "海涂", "滩涂",
)  # fmt: skip
_LAND = (
    "晒谷?场", "打谷场", "大道地", "弄堂", "里弄", "巷子", "山脚", "后山", "岭头", "茶[园山场厂]", "秧田", "稻田", "麦田", "竹园", "果园", "橘园", "菜园", "桑园", "(?:茶叶|玉米|番薯|甘蔗|花生|西瓜|油菜|土豆|杨梅|蔬菜)地", "大棚里",
)  # fmt: skip
_HOUSES = (
    "公厕", "公共厕所", "垃圾[房站池]", "楼道", "楼梯[底口]下?", "地下车库", "车棚", "安置房", "柴房", "柴间", "菜市?场", "冷库", "粮库", "仓库", "棋牌室",
    "麻将馆", "小店", "小卖部", "超市", "饭店", "民宿", "农家乐", "驿站", "快递[站点]", "网吧", "[养猪鸡鸭羊牛]{1,2}[场棚]", "采石[场塘]", "砂石?[厂场]",
    "料场", "石[料材]厂", "锅炉房", "[变配]电[房间所室]", "机房", "车间", "工棚", "粮站", "[碾榨]米厂", "榨油坊", "豆腐坊", "理发店", "电梯里", "作坊(?!的)", "[\\u4e00-\\u9fff]{2}厂(?=[里边门又半夜晚偷排烟冒后前]|还招)",
)  # fmt: skip
_SOMEBODYS = "[阿老小][\\u4e00-\\u9fff][叔伯婆公嫂哥姐妹]?家(?:柴[房间]|灶间|屋后|屋里)?"
"""A house that its owner's name points out: 阿奎家."""

_KINDS = "|".join(_PUBLIC + _TRAFFIC + _WATER + _LAND + _HOUSES)

_SITE = re.compile(f"(?:{'|'.join(_WHOSE)}){{0,2}}(?:{_KINDS})|{_SOMEBODYS}")
_BESIDE = (
    r"(?:[的这那]?(?:斜?对面|对过|旁边|边[上头]|旁|边(?!界)|脚底下?|脚下|底下|背[后面]|檐下|顶上|中间|半腰|门口|门[前外]|[前后上下里外]面|[前后里上外]头|附近|[前后]门|后山"
    r"|[东西南北][边头面侧]|转弯处?|拐弯处?|拐弯角|转角处?|路口|桥头|口子?(?![粮碑])|一带|那里|那边|下[边方坡]|上[边方坡]|里(?![弄程])|上(?![班学课访报来去次个午网电任半周月星礼游交百千级车音])|下(?![雨车班水来去个午次放溪半周月星礼游发达乡岗暴大学象]))"
    r"|那段路?|这段路?|[那这]一?块地方?|[那这]一?(?:[段带片排截]|头(?![牛猪羊]))|那个弯)"
)
_AROUND = re.compile(f"{_BESIDE}+")
"""Words that say where beside a name, and belong to the place."""
_WORKS = (
    "信用社", "[铁煤石]矿", "[\\u4e00-\\u9fff]?[铜铁砖瓦钢纸泥]厂", "[客货]运站", "学校", "医院", "河堤", "砂场", "会堂",
)  # fmt: skip
_WITHIN = re.compile(
    f"(?<=[村组区镇乡庙冲边面])的?(?:原来的?|农村|汽车|[新老]的?){{0,2}}(?:{_KINDS}|{'|'.join(_WORKS)})(?![生舞]|移民|路(?!口)|(?<=院)长)"
)
"""A site that is named right behind the settlement or the spot that it belongs to: 石桥村砖瓦厂, 老樟树旁边小店."""
_ONWARD = re.compile("[到至]")


_PLAIN = re.compile(
    f"(?:[最很]?[大小新老旧]的?|好多|很多|有些|几个|各个?|农村|农家|乡镇|[村县市城镇乡]|本地|当地|公立|附近的?){{0,3}}"
    f"(?:{_KINDS}|[东西南北左右上下正斜前后对]{{0,2}}(?:方向?|面|边|侧)"
    "|[市县]里|[城市]区|县城|集镇|小?城镇|示范镇|门面|小院|新农村|廉租房|公租房|防疫站(?:中心)?|新闻里|[高初]中|学校|医院|家属[区院]|小区|国务院|[社医]保局|教育局|派出所|大道旁|主干?道|[左右]边|路[边上]|河里"
    "|河堤|桥梁|这一带|大道|马路|人行道|街道|市场|道路|路段|楼[下上]|阳台|单位|公司|工厂|工地|乡[下里]|景区|校园|教室|车上)"
    f"{_BESIDE}{{0,2}}[里上下内外边旁]?等?"
)
"""A place that is told by its kind alone, whoever may have one like it."""
_LONGEST_PLAIN = 20
"""Characters; the pattern is not for more."""


def end_of_site(text: str, end: int) -> int:
    """Where a place ends that goes on with a site of a settlement or a spot: 石桥村砖瓦厂."""
    within = _WITHIN.match(text, end)
    return within.end() if within else end


def is_plain(words: str) -> bool:
    """Whether words say of a place only what kind it is: 药店, 学校门口, 家属区."""
    return len(words) <= _LONGEST_PLAIN and _PLAIN.fullmatch(words) is not None


def widen(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A place with the words that say where beside it, and as far as it goes.

    老樟树 → 老樟树旁边那段; 土地庙 → 土地庙到晒谷场.
    """
    start, end = span
    around = _AROUND.match(text, end)
    end = around.end() if around else end
    onward = _ONWARD.match(text, end)
    goal = _SITE.match(text, onward.end()) if onward else None
    return (start, widen(text, (start, goal.end()))[1]) if goal else (start, end)


def first_site(text: str) -> tuple[int, int] | None:
    """Where a message first names a site by its kind alone."""
    found = _SITE.search(text)
    return widen(text, found.span()) if found else None
