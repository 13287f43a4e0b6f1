"""What the people of a simulated month say: chatter, reports by place, questions, wishes."""

from __future__ import annotations

from random import Random

CHATTER = (
    "各位早上好",
    "今天杨梅十块一斤",
    "晚上跳舞吗",
    "接龙 团购鸡蛋 30个",
    "谁看到我家猫了",
    "哈哈哈",
    "今天真热啊",
    "孩子放学了没",
    "明天赶集吗",
    "谢谢大家",
    "这个视频好笑",
    "晚饭吃了没",
    "有没有人去县城 带我一个",
    "恭喜恭喜",
    "牌友三缺一",
    "天气预报说明天有雨",
    "快递到了 在小店",
    "新米上市 要的私聊",
)
REPORTS = (
    "{}那边的路灯坏了",
    "{}的水管漏水",
    "{}的路面坑坑洼洼",
    "{}的垃圾没人收",
    "{}的下水道堵了",
    "{}的窨井盖没了",
    "{}的健身器材坏了",
    "{}的网络信号很差",
    "{}有人烧垃圾 烟大得很",
    "{}的水渠塌了",
)
PLACELESS = ("家里自来水一点点大", "停水了", "路灯坏了好几天没人管")
OUTAGES = ("停水了", "怎么又停水了", "我家也停水了", "家里没水了 做饭都没法做")
DANGERS = ("电线掉在{}冒火花", "{}着火了 快来人")
QUESTIONS = ("老年公交卡去哪里补办", "新农合今年什么时候交", "怎么申请低保")
WISHES = ("想给孙女找张旧书桌",)
PRIVATE = ("老公天天打我 请妇联管一管", "童书记把低保名额都给自己亲戚了")
AGREEING = ("我家也是", "+1", "我们这里也是")
ASKING = ("上次说的事情怎么样了", "修得怎么样了")
DONE = ("已经换好了 试过没问题", "已经清理干净", "已经修好", "师傅来过 已经处理好")
HOPELESS = "属于规划道路 今年没有安排"
REASONS = ("材料还没到", "师傅排不过来", "要等天晴")


def report(random: Random, place: str) -> str:
    """Something a village group hears of: mostly repairs, now and then a danger or a question."""
    dice = random.random()
    if dice < 0.03:
        return random.choice(DANGERS).format(place)
    if dice < 0.11:
        return random.choice(QUESTIONS)
    if dice < 0.14:
        return random.choice(WISHES)
    if dice < 0.17:
        return random.choice(PRIVATE)
    if dice < 0.27:
        return random.choice(PLACELESS)
    return random.choice(REPORTS).format(place)


def verdict(random: Random) -> str:
    """What a reporter says of a matter that is said to be done; "" for nothing at all."""
    words = ("满意", "满意 谢谢", "基本满意", "不满意", "没解决", "")
    return random.choices(words, (30, 15, 12, 4, 9, 30))[0]
