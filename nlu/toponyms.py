"""Made-up place names, so that the tagger learns what a name looks like and not which ones exist."""

# ruff: noqa: E501 - a pattern or a list of words is read in one piece
from __future__ import annotations

from collections.abc import Sequence
from random import Random

_FIRST = (
    "上下前后东西南北大小新老中外里高平长金银石白黄青清双三五九龙凤虎马牛羊鹤莲梅桃柳松竹枫樟桂茶稻麦花果山水溪江河湖塘岭岩峰"
    "云雨日月星春秋安康宁和福寿永兴隆富裕民建光明红旗胜利王张陈李林徐胡叶赵周吴杨方何童俞潘葛储柴娄应麻"
)
_SECOND = (
    "山岭坪塘溪江河湖湾桥头口沿岙岩坑洞田园庄家店村林源泉潭渡埠港浦洋港墩岗坡坎脚底边里洲岛沙石田屋宅庙寺塔楼亭井仓堰坝渠畈岱乾淡茂"
    "阳阴安宁康平和兴隆盛昌泰丰裕泽华荣庆祥瑞福康达通明亮新"
)
_KINDS: tuple[tuple[str, ...], ...] = (
    ("镇", "乡", "街道"),
    ("村", "村", "村", "社区", "居委会"),
    ("组", "自然村", "屋场", "片", ""),
    ("路", "路", "大道", "街", "巷", "弄", "公路", "东路", "西路", "二路"),
    ("小区", "花园", "新村", "家园", "公寓", "苑", "城", "广场", "花苑", "安置小区", "家属楼", "世纪城", "一期", "国际", "湾", "府"),
    ("小学", "中学", "幼儿园", "医院", "卫生院", "菜市场", "农贸市场", "车站", "公园", "工业园", "养猪场", "采石场", "石材厂", "加油站", "超市", "饭店"),
    ("桥", "大桥", "水库", "河", "溪", "塘", "山", "渠", "江", "水闸", "码头", "庙", "祠堂", "流域"),
)  # fmt: skip
_TAILS = (
    "旁边", "旁", "边上", "对面", "正对面", "门口", "大门口", "后面", "前面", "路口", "十字路口", "红绿灯处", "转弯处", "入口处", "出口", "路段",
    "附近", "周边", "一带", "沿线", "两边", "河边", "东侧", "北面", "东门口", "后面的小路上", "村口", "桥头", "里面", "上游",
)  # fmt: skip
_FRAMES = (
    "关于{}", "反映{}", "投诉{}", "请求解决{}", "建议{}", "咨询{}", "举报{}", "我是{}", "我们{}", "我住{}", "家住{}", "在{}", "{}", "{}", "{}",
    "请问{}", "希望{}", "您好，{}", "领导，{}", "位于{}", "到{}", "去{}", "本县{}", "咱们{}", "这里是{}", "强烈要求{}", "尊敬的书记：{}",
    "请求硬化{}", "强烈要求拆除{}", "修复{}", "治理{}", "征收{}", "整治{}", "请求修建{}", "能否给{}", "希望修缮{}",
    "恳请解决{}", "再次反映{}", "关于加强{}", "建议对{}", "{}", "{}",
)  # fmt: skip
_TRADES = (
    "装饰", "石材", "炉料", "建材", "化工", "机械", "纺织", "水泥", "砂石", "服装", "家具", "食品", "电子", "环保", "木业", "渔业",
    "养殖", "生态", "果业", "汽修", "足浴", "大酒店", "宾馆", "酒楼", "饭店", "超市", "网吧", "药店", "幼儿园", "驾校",
)  # fmt: skip
_FIRMS = ("公司", "有限公司", "厂", "加工厂", "集团", "合作社", "店", "门市部", "基地", "项目部", "工地", "")
_SITES = (
    "采石场", "采砂场", "养猪场", "养殖场", "砖厂", "水泥厂", "垃圾站", "垃圾场", "变电站", "收费站", "加油站", "卫生院", "卫生室", "派出所",
    "信用社", "中心小学", "小学", "中学", "高中", "幼儿园", "医院", "祠堂", "老屋", "大屋", "山寨", "铁矿", "煤矿", "水库", "水闸", "码头",
    "渡口", "大桥", "桥", "隧道", "公园", "广场", "商业广场", "商业街", "步行街", "农贸市场", "菜市场", "批发市场", "汽车站", "客运站",
    "高铁站", "工业园", "开发区", "经开区", "棚户区", "安置区", "家属楼", "家属院", "办公楼", "教学楼", "宿舍", "新区", "校区", "社区",
    "大厦", "名都", "豪庭", "花园", "公馆", "佳苑", "雅苑", "御府", "铺", "冲", "垸", "坳", "塅", "湾", "岭", "岗",
)  # fmt: skip
_PARTS = (
    "A区", "B区", "二期", "三期", "东区", "北区", "3栋", "12栋", "7幢", "13栋一楼", "C10栋1109房", "5号楼", "2单元", "8号", "40号",
    "一栋和二栋", "7-8栋", "地下车库", "车库内", "大门", "外墙", "楼顶", "负一楼", "老院子", "操场", "食堂", "对面空地", "河边空地",
    "后面的山上", "旁边的小路", "前面那条路",
)  # fmt: skip
_STRETCHES = (
    "至{}段",
    "到{}路段",
    "往{}方向",
    "与{}交叉口",
    "和{}交界处",
    "至{}",
    "到{}那段路",
    "路口往{}方向200米",
)
_RICH = 0.3
"""Share of names with a firm, a site, a part of a building or a stretch of road in them."""


def make_name(random: Random) -> str:
    """A place as people write one: a chain from large to small, or one site, perhaps with a 旁边."""
    parts = _rich(random) if random.random() < _RICH else _plain(random)
    if random.random() < 0.35:
        parts.append(random.choice(_TAILS))
    return "".join(parts)


def _rich(random: Random) -> list[str]:
    """A chain that ends at a firm, a site, a part of a building, or goes from one road to another."""
    shape = random.random()
    if shape < 0.3:
        parts = [_one(random, 0)] * (random.random() < 0.8) + [_one(random, 1)] * (random.random() < 0.75)
        if random.random() < 0.45:
            parts.append(_one(random, 2) if random.random() < 0.5 else _number(random) + "组")
        if not parts or random.random() < 0.4:
            parts.append("的" * (random.random() < 0.2 and bool(parts)) + _site(random))
        return parts
    if shape < 0.5:
        road = [_one(random, 3)]
        end = random.random()
        return [*road, _one(random, 4)] if end < 0.3 else [*road, _site(random)] if end < 0.7 else road
    if shape < 0.65:
        return [_one(random, 4)] + [random.choice(_PARTS)] * (random.random() < 0.5)
    if shape < 0.88:
        return [_site(random)] + [random.choice(_PARTS)] * (random.random() < 0.25)
    to = _one(random, 3) if random.random() < 0.6 else _stem(random, 2) + random.choice(_SITES)
    begin = [_one(random, 3)] * (random.random() < 0.7) or [_stem(random, 2)]
    return [*begin, random.choice(_STRETCHES).format(to)]


def _plain(random: Random) -> list[str]:
    shape = random.random()
    if shape < 0.25:
        parts = [_one(random, 0), _one(random, 1)] + (
            [_number(random) + "组"] if random.random() < 0.4 else []
        )
    elif shape < 0.45:
        parts = [_one(random, 1)] + ([_one(random, 2)] if random.random() < 0.5 else [])
    elif shape < 0.6:
        parts = [_one(random, 3)] + ([_one(random, 4)] if random.random() < 0.4 else [])
    elif shape < 0.75:
        parts = [_one(random, 4)] + ([_house(random)] if random.random() < 0.5 else [])
    elif shape < 0.85:
        parts = [_one(random, 0)]
    else:
        parts = [_one(random, 1)] * (random.random() < 0.4) + [_one(random, random.choice((5, 6)))]
    return parts


def rename(text: str, places: Sequence[tuple[int, int]], random: Random) -> tuple[str, list[tuple[int, int]]]:
    """The message with other names at its places; one without a place gets one in front."""
    if not places:
        before, _, behind = random.choice(_FRAMES).partition("{}")
        name = make_name(random)
        if random.random() < 0.2:
            before += random.choice("ABCDEFGHJKLM") + random.choice("123456789") + random.choice("市县区")
        start = len(before)
        joint = "的" if random.random() < 0.2 else ""
        return before + name + behind + joint + text, [(start, start + len(name))]
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    position = length = 0
    for start, end in places:
        name = make_name(random)
        parts += [text[position:start], name]
        length += start - position
        moved.append((length, length + len(name)))
        length += len(name)
        position = end
    parts.append(text[position:])
    return "".join(parts), moved


def _one(random: Random, kind: int) -> str:
    size = random.choice((1, 2, 2, 2, 3)) if kind else random.choice((1, 2, 2))
    return _stem(random, max(size, 2)) + random.choice(_KINDS[kind])


def _stem(random: Random, size: int) -> str:
    return random.choice(_FIRST) + "".join(random.choice(_SECOND) for _ in range(size - 1))


def _site(random: Random) -> str:
    size = random.choice((2, 2, 3))
    if random.random() < 0.35:
        return _stem(random, size) + random.choice(_TRADES) + random.choice(_FIRMS)
    return _stem(random, size) + random.choice(_SITES)


def _number(random: Random) -> str:
    return random.choice(("一", "二", "三", "四", "五", "六", "3", "5", "12", "17", "第二", "十"))


def _house(random: Random) -> str:
    number = str(random.randint(1, 60))
    return random.choice(
        (f"{number}栋", f"{number}号", f"{number}幢{random.randint(1, 4)}单元", f"{number}栋东面")
    )
