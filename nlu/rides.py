"""A ride that neighbours share: somebody asks who drives to town and has a seat.

Such an arrangement is private talk (PRODUCT). Where somebody is old or ill, or goes to be
treated, it is left to the models: that may be a wish.
"""

from __future__ import annotations

import re

_RIDE = re.compile(
    r"(?:谁|哪个|哪位|有没有人|有人|有没有|有).{0,8}[去到回上下](?:县城|县里|城里|市里|镇上|镇里|街上|车站|火车站|高铁站|[\u4e00-\u9fff]{2})"
    r"(?:的|吗|么|伐|不|没)?[\s,，?？]*(?:能不能|可以|麻烦)?(?:带|捎|搭|载)(?:我|个人|上我|一个)(?:一个|一段|一程|一下|吗|么|伐|呗|吧)?[\s!！~。]*"
)
_NEED = re.compile("[医病爸妈爹娘腿脚疼痛]|老[人太头伴]|爷|奶|阿[公婆太]|透析|复[查诊]|配药|住院")


def is_ride(text: str) -> bool:
    """Whether a normalised message does nothing but look for a ride, for no need that shows."""
    return _RIDE.fullmatch(text) is not None and _NEED.search(text) is None
