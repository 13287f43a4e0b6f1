"""A village's own names."""

from __future__ import annotations

from collections.abc import Iterable

from casework.taxonomy import Act, Category
from nlu.gazetteer import Gazetteer, Gazetteers
from nlu.normalise import normalise
from nlu.places import find_places
from nlu.reader import ModelReader
from nlu.understanding import HERE, Understanding


class Names:
    """A roster that can change."""

    def __init__(self) -> None:
        self.known = {"岭头": ["老樟树", "老樟树桥"], "下畈": ["晒谷场"]}
        self.asked = 0
        self.edition = 1

    def names(self, village: str) -> Iterable[str]:
        self.asked += 1
        return self.known.get(village, ())

    def version(self) -> int:
        return self.edition


def test_the_longest_name_wins() -> None:
    assert list(Gazetteer(["老樟树", "老樟树桥"]).find("在老樟树桥上")) == [(1, 5)]


def test_a_known_name_takes_the_words_around_it() -> None:
    spans = find_places(normalise("就在老樟树旁边那段，车过不去"), None, Gazetteer(["老樟树"]))
    assert [span.text for span in spans] == ["老樟树旁边那段"]


def test_names_are_asked_for_once_until_the_roster_changes() -> None:
    source = Names()
    villages = Gazetteers(source)
    assert villages.of("岭头").find("老樟树") and villages.of("岭头").find("老樟树")
    assert source.asked == 1
    source.known["岭头"] = ["新桥头"]
    source.edition = 2
    assert not villages.of("岭头").find("老樟树")
    assert villages.of("岭头").find("新桥头") == [(0, 3)]


def test_villages_do_not_share_names() -> None:
    villages = Gazetteers(Names())
    assert not villages.of("下畈").find("老樟树")
    assert not villages.of("没有这个村").find("老樟树")


def test_an_outage_at_a_known_place_is_a_matter(understanding: Understanding) -> None:
    reading = ModelReader(understanding, Names()).read("老樟树停水了", village="岭头")
    assert reading.act is Act.REQUEST
    assert reading.category is Category.WATER
    assert [place.text for place in reading.places] == ["老樟树"]


def test_what_names_a_known_place_is_heard_more_easily(understanding: Understanding) -> None:
    reader = ModelReader(understanding, _Fields())
    opens = understanding.thresholds.opens
    told = [
        f"稻田里{what}" for what in ("干了", "全是螺", "稗草多", "虫子多", "水有油", "水发红", "干得裂缝")
    ]
    wavering = [report for report in told if HERE * opens <= reader.read(report).opening < opens]
    assert wavering, "no report lies where the place decides; think of others"
    for report in wavering:
        assert not reader.read(report).actionable
        assert reader.read(report, village="下畈").actionable
        assert not reader.read(report, village="岭头").actionable


class _Fields(Names):
    """A village that has its fields on the roster."""

    def __init__(self) -> None:
        super().__init__()
        self.known["下畈"] = ["稻田"]
