"""The little words around a place that say whether, and how, it is meant."""

from __future__ import annotations

import re

from casework.places.spellings import TITLES

_SIDE = (
    r"(?:斜?对面|对过|旁边|边上|旁|边|附近|周围|门口|门前|门外|屋后|屋前|后面|前面|后头|前头|后边|前边|后门|前门"
    r"|隔壁|上面|下面|底下|脚下|里面|里头|外面|外头|那里|那边|这里|这边|那头|这头|一带|楼上|楼下|院子|转弯)"
)

TAIL = re.compile(
    rf"{_SIDE}|往[上下里外前后东西南北]|进[来去]|过[来去]|出[来去]|上[去来]|下[去来]|那[一盏条段个根片只座户]|这[一盏条段个根片只座户]|到"
    r"|的(?!时候|话|人|钱|事)"
)
"""What follows a place and hardly anything else."""

BEFORE = re.compile(r"(?:[在到从去往]|靠近|路过|经过|位于|过了)$")
"""What stands before a place and hardly anything else."""

CLAUSE = re.compile(r"(?:^|[，。！？；、,.!?;:：\s])(?:我们|咱们|阿拉)?$")
"""Where a clause begins."""

SMALL_WORDS = frozenset(
    "的了是在有没不要会能到去来说占吃喝用给把被让和跟也都就还很太又再做看听想问买卖打开关"
)
"""Characters that a misspelt name ends or begins with by chance only."""

PERSON_TAIL = re.compile(
    rf"{TITLES}?(?:家(?![具电属园族庭常乡教务长畜禽访])|(?:的)?(?:老房子|房子|屋|院子|小?店|铺|厂|民宿|农家乐|饭店|超市|小卖部|大棚|鱼塘))"
    rf"|{TITLES}?(?:门口|门前|门外|屋后|屋前|隔壁|楼上|楼下|后门)"
)
"""What makes a person's name the name of a place."""

LOOSE_PERSON_TAIL = re.compile(rf"{TITLES}?(?:那里|那边|旁边|边上|对面|后面|前面|附近)")
"""The same for a name that is no ordinary word."""

SOMEBODY = re.compile(
    r"(?:阿(?!姨|婆|公|伯|叔|拉)[\u4e00-\u9fff]|[老小](?:王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|郭|何|罗|宋|郑|谢|韩|唐|冯"
    r"|董|曹|袁|邓|许|沈|曾|吕|蒋|蔡|魏|薛|叶|潘|杜|戴|姚|邹|陆|孔|崔|邱|秦|顾|侯|邵|童|俞|褚|葛|娄|邬|严|章))"
)
"""A nickname behind a place: 桥头阿三."""

GOODS = re.compile(
    r"鱼(?!塘|池)|移民|价格?|牌(?!坊|子|楼|照)|[镇乡](?!上|里)|社区"
    r"|村(?![口道民里委部干头边旁上中内外后前的])"
)
"""What makes a place the first half of another word: 水库鱼, 桥头村."""

LONGER_NAME = re.compile(
    r"路(?![灯口面边上段基中两那这])|街(?![上面边坊])|小区|花园|公园|大道|苑|新村|小学|完小|中学|分校|坞|湾"
)
"""What makes a place the first half of another place: 外塘小区."""

NAMESAKE = re.compile(
    r"(?:[东西南北中氏家塘溪桥岭岙坑江河湖洋龙]|[^\W\d_我们本全各咱拉在到]村的?|(?:^|[，。！？；、,.!?;:：在到从去往是的了])[上下里外前后])$"
)
"""What makes a common name that of another place: 张家道地, 南塘水库."""

OFTEN_NAMED = frozenset(("新村", "水库", "隧道", "幼儿园", "小区", "小学", "公园"))
"""Common names that stand behind a name of their own as often as alone."""

NAMED = re.compile(
    r"(?<![在到从去往向是的了我你他和跟把被就都有没进来给让那这])[\u4e00-\u9fff]"
    r"[^\W\d_在到从去往向是的了们我你他和跟把被就都有没离近过进出来给对让那这里面边上下个座修造建拆挖填掉靠天]$"
)
"""A name of its own: 天池水库."""

PLANNED = re.compile(
    r"(?:[建造修搞弄装设]|新建|修建|增设|增加|安装|缺少?|没有)(?:一)?[个座处只块台]"
    r"(?:新的?|大的?|小的?)?$"
)
"""A thing that isn't there yet: 造个停车场."""

NEW = re.compile(r"(?<![重更最全])新的?$")
"""Another one than the one on file: 新祠堂."""

TOWARDS = re.compile(r"(?:通往|去往|往|朝|向|[去到](?=.{0,8}方向))$")
"""A direction, not the place itself."""

CAME_FROM = re.compile(r"从$")
_COMING = re.compile(r"(?:那边|那里|这边)?(?:走|开|骑|跑)?(?:过来|回来|出来|上来|下来)")
NOT_THERE = re.compile(r"(?:不是|不在)(?:说|讲)?$")

HOME = re.compile(
    r"(?:我们?|咱们?|阿拉|俺|自)(?:家|屋)(?:里|的)?(?:大?门|屋后|屋前|后面|前面|后门|隔壁|旁边|边上|对面|楼[上下]|院子|这[里边排])"
    r"|(?:我们|咱们?|阿拉)(?:住的)?这(?:里|边|排|一排|一片|一带|条弄)"
)
"""Where the speaker lives, said as a place."""

ELSEWHERE = re.compile(r"(?:隔壁|邻|外|别的?|别人|人家|旁边|对面|另外?一?个)村(?!口|民|道|里)")
"""A village that is not this one, without its name."""

IN_TOWN = re.compile(
    r"(?:镇[上里]|街道上|县[里城]|城[里关]|乡里)的?[\u4e00-\u9fff]{0,4}(?:院|所|站|场|校|局|店|路|桥|中心|银行)"
)
_OF = re.compile(r"(?:那边|那里|里|上)?的?(?:那个)?")

_LEAD = re.compile(r"^(?:就?在|从|到|往|去|是)+")
_LAST = re.compile(rf"(?:的?(?:{_SIDE}|往[上下里外前后]|那[段条片带排块]|这[段条片带排块]|里|上))+$")
_SITE = (
    r"厂|桥洞|涵洞|小学|中学|学校|戏台|池塘|鱼塘|水塘|塘|堂|亭子|凉亭|店|超市|路口|桥|庙|寺|水井|水库|车站|站|院"
    r"|园|场|弄堂?|巷子?|岭|渠|坝|水闸|大棚|码头|工地|牌坊|牌楼"
)
_LOOSE = r"在到从去往向是的了我们你他她和跟把被就都有没进来给让那这说"
_STRANGE = re.compile(
    rf"(?P<site>(?:[^\W\d_{_LOOSE}]{{1,4}}?(?:{_SITE})|小学|中学|学校|桥|庙|池塘|鱼塘|水塘|塘|坝|水渠|码头|工地|亭子))"
    rf"(?:的)?(?:{_SIDE}|里|上(?!面))"
    rf"|(?P<family>[\u4e00-\u9fff]{{1,4}}家)(?:的)?{_SIDE}"
    r"|(?P<group>第?(?:[一二三四五六七八九十]|\d{1,2})(?:小?组|队)(?!长|织|员))"
)
_FACILITY = re.compile(
    r"水库|祠堂|晒谷场|晒场|篮球场|停车场|公厕|埠头|桥头|村口|牌坊|泵房|机耕路|文化礼堂|大会堂|道地|隧道|汽车站|公交站|车站"
    r"|垃圾房|配电房|蓄水池|老樟树|菜市?场|凉亭|戏台|卫生室"
)
_WISHED = re.compile(r"(?:有没有|哪里有|要不要)$")
_OWN = re.compile(
    r"(?:.*(?:我们?|咱们?|阿拉|俺|自己?|大|人|隔壁|邻居|邻|回|在|各|全|别人)(?:的)?家"
    r"|.{0,2}[这那哪]家)$"
)
_COMMON = re.compile(r".*(?:天堂|课堂|法院|医院|电影院|市场|机场|现场|农场|本店|网站)$")
"""Sites that are far away or nowhere, and said without meaning a place of the village."""


def bare_name(words: str) -> str:
    """A place without the side of it that is meant: 化工厂 of 在化工厂后面."""
    return _LEAD.sub("", _LAST.sub("", words))


def coming(text: str, end: int) -> bool:
    """Whether what stands at `end` says that somebody came from there."""
    return _COMING.match(text, end) is not None


def of(text: str, start: int) -> int:
    """Where the words end that tie a thing to the place before it: 竹林村(的)祠堂."""
    found = _OF.match(text, start)
    return found.end() if found else start


def strange_place(text: str) -> str | None:
    """A place that is said without being on file: 化工厂后面, 三组, 阿强家门口, a 祠堂 where none is."""
    for found in _STRANGE.finditer(text):
        words = found["site"] or found["family"] or found["group"]
        if found["family"] and _OWN.match(words):
            continue
        if found["site"] and _COMMON.match(words):
            continue
        return found.group()
    town = IN_TOWN.search(text)
    if town:
        return town.group()
    for found in _FACILITY.finditer(text):
        planned = PLANNED.search(text[: found.start()]) or GOODS.match(text, found.end())
        if not planned and not _WISHED.search(text[: found.start()]):
            return found.group()
    return None
