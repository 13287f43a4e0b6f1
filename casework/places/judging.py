"""Whether words that equal a name, or sound like one, are meant as the place."""

from __future__ import annotations

from enum import Enum

from casework.places.gazetteer import Mention
from casework.places.grammar import (
    BEFORE,
    CLAUSE,
    GOODS,
    LONGER_NAME,
    NAMED,
    NAMESAKE,
    NEW,
    NOT_THERE,
    OFTEN_NAMED,
    PLANNED,
    SMALL_WORDS,
    SOMEBODY,
    TAIL,
)
from casework.places.speech import Speech, is_household

_LOOSE = frozenset("在到从去往向是的了们我你他她和跟把被就都有没靠离近过进出来给对让那这")
"""Characters that begin no word with the name behind them."""

_AROUND = frozenset("上下里外边口头旁前后中内那这的门")
"""Characters that say where, rather than end a word with the name before them."""

_SIZES = frozenset("大老小村古旧")
"""Characters that are often put before a name without making it another place's."""

_SIDES = frozenset("上下里外前后")


class Verdict(str, Enum):
    """What a mention is worth."""

    MEANT = "meant"
    DOUBTFUL = "doubtful"
    OTHER = "other"


def judge(text: str, mention: Mention, speech: Speech, village: str) -> Verdict:
    """Whether a name found in a text is the place, may be, or is something else altogether.

    village: the name of the village itself, which may stand before any of its places.
    """
    before, start, end = text[: mention.start], mention.start, mention.end
    household = is_household(mention.landmark)
    if PLANNED.search(before) and not household:
        return Verdict.OTHER
    if GOODS.match(text, end) and not household:
        return Verdict.OTHER
    if NEW.search(before) or NOT_THERE.search(before) or SOMEBODY.match(text, end):
        return Verdict.DOUBTFUL
    if not household and _is_part(text, start, end, speech, village):
        return Verdict.DOUBTFUL
    if mention.by_sound:
        return _heard(text, mention, speech)
    if household and text[end - 1] == "家" and _word_goes_on(text, end, speech):
        return Verdict.OTHER
    return _spelt(text, start, end, speech)


def _is_part(text: str, start: int, end: int, speech: Speech, village: str) -> bool:
    """Whether a name is half of another place's name: 汽车站, 南塘水库, 外塘小区."""
    before = text[:start]
    if before.endswith((village, village.removesuffix("村"))):
        return False
    if LONGER_NAME.match(text, end) or NAMESAKE.search(before):
        return True
    if text[start:end] in OFTEN_NAMED and NAMED.search(before):
        return True
    whole = text[start - 1 : end] if start else ""
    return whole[:1] not in _SIZES and speech.is_word(whole)


def _spelt(text: str, start: int, end: int, speech: Speech) -> Verdict:
    left, right = _hangs_left(text, start, speech), _hangs_right(text, end, speech)
    side = text[start] in _SIDES
    tailed = TAIL.match(text, end) is not None
    if speech.is_word(text[start:end]):
        if left and right:
            return Verdict.OTHER if side else Verdict.DOUBTFUL
        return Verdict.DOUBTFUL if left and side and not tailed else Verdict.MEANT
    if left and right:
        return Verdict.OTHER
    if left and side:
        return Verdict.DOUBTFUL
    return Verdict.DOUBTFUL if (left or right) and not tailed and end - start < 4 else Verdict.MEANT


def _heard(text: str, mention: Mention, speech: Speech) -> Verdict:
    start, end, written = mention.start, mention.end, mention.written
    if speech.is_word(written):
        return Verdict.OTHER
    left, right = _hangs_left(text, start, speech), _hangs_right(text, end, speech)
    placed = bool(TAIL.match(text, end) or BEFORE.search(text[:start]))
    small = written[0] in SMALL_WORDS or written[-1] in SMALL_WORDS
    other_words = _has_other_words(mention, speech)
    if (left and right) or (small and not placed) or (other_words and mention.loosely):
        return Verdict.OTHER
    if len(written) > 2:
        return Verdict.MEANT if placed or not (left or right or other_words) else Verdict.DOUBTFUL
    if left or right or small:
        return Verdict.OTHER
    if placed:
        return Verdict.MEANT
    return Verdict.DOUBTFUL if CLAUSE.search(text[:start]) and not mention.loosely else Verdict.OTHER


def _has_other_words(mention: Mention, speech: Speech) -> bool:
    """Whether a misspelling has words in it that the name hasn't: 旁|边电线 for 变电箱."""
    if len(mention.written) < 3:
        return False
    pairs = (mention.written[i : i + 2] for i in range(len(mention.written) - 1))
    return any(p not in mention.landmark.word and speech.is_word(p) for p in pairs)


def _hangs_left(text: str, start: int, speech: Speech) -> bool:
    """Whether the first character belongs to the word before it: 村里|坑坑洼洼."""
    return start > 0 and text[start - 1] not in _LOOSE and speech.is_word(text[start - 1 : start + 1])


def _hangs_right(text: str, end: int, speech: Speech) -> bool:
    """Whether the last character belongs to the word behind it: 前山|体, but 水池|水位."""
    if end >= len(text) or text[end] in _AROUND:
        return False
    twice = text[end - 1 : end + 1] + text[end + 1 : end + 3]
    if len(twice) == 4 and twice[0] == twice[1] and twice[2] == twice[3]:
        return True
    return speech.is_word(text[end - 1 : end + 1]) and not speech.is_word(text[end : end + 2])


def _word_goes_on(text: str, end: int, speech: Speech) -> bool:
    """Whether the 家 of a family is the beginning of 家具, or the end of 国家."""
    if TAIL.match(text, end):
        return False
    goes_on = _hangs_right(text, end, speech) and text[end] != "人"
    return goes_on or text[end : end + 1] == "级" or text[end : end + 2] in ("家常", "家用")
