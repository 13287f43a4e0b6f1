"""Agreement that says more than 我家也是, and with what is still being gathered (PRODUCT 1.3, 1.5)."""

from __future__ import annotations

from datetime import timedelta

from casework.messages import Speaker
from casework.taxonomy import Act, Category
from tests.casework.cast import AUNT_WANG, UNCLE_LI
from tests.services.office import Office, to_group

ZHAO = Speaker(None, "赵嫂")


def names(office: Office) -> list[str]:
    return [voice.name for voice in office.ticket().voices]


def test_agreeing_by_quoting_what_is_not_registered_yet(office: Office) -> None:
    office.reader.teach("三组水管爆了", Act.REQUEST, Category.WATER)
    office.reader.teach("我家也是", Act.METOO)
    office.say(AUNT_WANG, "三组水管爆了")
    office.say(UNCLE_LI, "我家也是", quote="三组水管爆了")
    office.wait(timedelta(seconds=12))
    assert names(office) == ["王婶", "李伯"]


def test_an_agreement_that_says_what_joins_long_after_the_window(office: Office) -> None:
    office.report("停水了", places=())
    office.wait(timedelta(hours=3))
    office.reader.teach("我们这里也没水", Act.METOO, Category.WATER)
    assert "2户" in to_group(office.say(UNCLE_LI, "我们这里也没水"))[0]


def test_an_agreement_with_nobody_is_a_report(office: Office) -> None:
    office.reader.teach("下街也没电了", Act.METOO, Category.POWER)
    assert "已登记 #1" in to_group(office.say(UNCLE_LI, "下街也没电了"))[0]


def test_talk_of_a_failure_that_was_just_reported_is_one_more_voice(office: Office) -> None:
    office.reader.teach("没水怎么烧饭", Act.CHAT, Category.WATER)
    assert office.say(ZHAO, "没水怎么烧饭") == []
    office.report("停水了", places=())
    office.say(UNCLE_LI, "没水怎么烧饭")
    assert names(office) == ["王婶", "李伯"]
    office.wait(timedelta(days=2))
    assert to_group(office.say(ZHAO, "没水怎么烧饭")) == []


def test_it_is_fixed_closes_no_other_matter(office: Office) -> None:
    office.report("路灯不亮了", places=(), category=Category.LIGHTING)
    office.reader.teach("水好了，清了", Act.FIXED, Category.WATER)
    assert office.say(AUNT_WANG, "水好了，清了") == []
    assert office.ticket().is_open
