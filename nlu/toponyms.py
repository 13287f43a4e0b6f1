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
)  # fmt: skip


def make_name(random: Random) -> str:
    """A place as people write one: a chain from large to small, or one site, perhaps with a 旁边."""
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
    if random.random() < 0.35:
        parts.append(random.choice(_TAILS))
    return "".join(parts)


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
    stem = random.choice(_FIRST) + "".join(random.choice(_SECOND) for _ in range(size - 1))
    if size == 1:
        stem += random.choice(_SECOND)
    return stem + random.choice(_KINDS[kind])


def _number(random: Random) -> str:
    return random.choice(("一", "二", "三", "四", "五", "六", "3", "5", "12", "17", "第二", "十"))


def _house(random: Random) -> str:
    number = str(random.randint(1, 60))
    return random.choice(
        (f"{number}栋", f"{number}号", f"{number}幢{random.randint(1, 4)}单元", f"{number}栋东面")
    )
