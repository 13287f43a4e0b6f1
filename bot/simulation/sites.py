"""Natural villages and places below a village: invented, and each name once in a village."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from casework.county import Place

_VILLAGE = (
    ("村口", "村头", "进村路口"),
    ("老樟树", "樟树下", "大樟树"),
    ("祠堂", "宗祠", "老祠堂"),
    ("大会堂", "文化礼堂", "礼堂"),
    ("小店", "小卖部", "代销店"),
    ("公交站", "候车亭", "车站"),
    ("卫生室", "医务室", "卫生站"),
    ("水库", "山塘", "库坝"),
    ("桥头", "村桥", "大桥头"),
    ("晒谷场", "晒场", "谷场"),
    ("篮球场", "球场", "灯光球场"),
    ("变压器", "配电房", "变电箱"),
    ("垃圾房", "垃圾亭", "垃圾站"),
    ("公厕", "公共厕所"),
    ("停车场", "村停车场"),
    ("村委会", "村部", "村办公楼"),
    ("老年活动室", "老人协会", "活动室"),
    ("机耕路", "田间路"),
    ("蓄水池", "水池", "高位水池"),
    ("泵房", "抽水机埠"),
    ("埠头", "洗衣埠头"),
    ("老井", "井头", "水井边"),
    ("凉亭", "路廊"),
    ("竹园", "毛竹山"),
    ("溪滩", "大溪滩"),
    ("学堂", "老学校"),
    ("榨油坊", "油坊"),
    ("石拱桥", "古桥"),
)
_COMMUNITY = (
    ("社区服务中心", "居委会"),
    ("小区南门", "南门"),
    ("小区东门", "东门"),
    ("菜市场", "菜场"),
    ("幼儿园门口", "幼儿园"),
    ("健身广场", "跳舞的地方"),
    ("垃圾房", "垃圾亭", "投放点"),
    ("地下车库", "车库入口", "车库"),
    ("快递驿站", "驿站", "取件点"),
    ("北门停车场", "停车场"),
    ("老年食堂", "食堂"),
    ("卫生服务站", "卫生站"),
    ("沿街店面", "店面房", "一排店"),
    ("电动车棚", "车棚", "充电的地方"),
)
_BETWEEN = (("沿溪路", "溪边路"), ("主村道", "村道", "中心路"), ("游步道", "绿道"), ("老弄堂", "石板弄"))
_BEYOND = (("后门山", "后山"), ("坟山路", "上坟路"), ("茶山", "茶园"), ("山岭古道", "岭上古道"))
_FRONT = ("上", "下", "里", "外", "前", "后", "东", "西", "老", "新")
_BACK = (
    "宅",
    "街",
    "屋",
    "塘",
    "坑",
    "畈",
    "洋",
    "山脚",
    "岙头",
    "溪口",
    "田垟",
    "墩",
    "墙弄",
    "台门",
    "弄堂里",
)


def hamlets_of(random: Random, grids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The natural villages of each grid: none to two."""
    names = [front + back for front in _FRONT for back in _BACK]
    random.shuffle(names)
    return {grid: tuple(names.pop() for _ in range(random.choice((0, 1, 1, 2)))) for grid in grids}


def places_of(random: Random, township: str, village: str, grids: Sequence[str]) -> list[Place]:
    """The places of a village: most in one grid, here and there one on a border or in none."""
    known = _VILLAGE if village.endswith("村") else _COMMUNITY
    places = [
        Place(township, village, name, random.choice(grids), tuple(aliases))
        for name, *aliases in random.sample(known, random.randint(5, min(16, len(known))))
    ]
    if len(grids) > 1 and random.random() < 0.5:
        name, *aliases = random.choice(_BETWEEN)
        at = random.randrange(len(grids) - 1)
        places += [Place(township, village, name, grid, tuple(aliases)) for grid in grids[at : at + 2]]
    if random.random() < 0.3:
        name, *aliases = random.choice(_BEYOND)
        places.append(Place(township, village, name, None, tuple(aliases)))
    return places
