"""From words to tickets: PRODUCT 1.2–1.9 and 2."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.reading import Issue, Span
from casework.taxonomy import Act, Category, Channel, Kind, Status
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    FIRST,
    GROUP,
    MORNING,
    SECOND,
    UNCLE_LI,
    VILLAGE,
    ZHOU,
    at,
    孙某某,
    张某某,
    李某某,
    水管站,
    王某某,
    赵国平,
    钱小芳,
    陈建平,
)
from tests.services.office import Office, of, texts, to, to_group

BROKEN = "三组水管爆了，就在老樟树"


def seconds(count: float) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=count)


def test_one_reply_registers(office: Office) -> None:
    office.reader.teach(BROKEN, Act.REQUEST, Category.WATER, "老樟树")
    assert office.say(AUNT_WANG, BROKEN) == []
    said = office.wait(seconds(12))
    assert to_group(said) == [f"@王婶 已登记 #1〔供水〕{BROKEN}，由第一网格 王某某 负责，24小时内答复"]
    (ack,) = of(said, Kind.ACK)
    assert (ack.ticket, ack.name, ack.person) == (1, "王婶", None)
    (task,) = to(said, 王某某)
    assert "#1" in task
    ticket = office.ticket()
    assert (ticket.status, ticket.village, ticket.grid, ticket.cadre) == (
        Status.ASSIGNED,
        VILLAGE,
        FIRST,
        王某某,
    )
    assert (ticket.due, ticket.accept_by) == (at("06-17 18:00"), MORNING + seconds(12) + timedelta(hours=24))
    assert [e.move for e in ticket.history] == ["register", "assign"]
    assert ticket.history[0].cause is not None
    assert "老樟树" in ticket.history[1].why


def test_the_department_is_told_as_co_handler(office: Office) -> None:
    office.reader.teach(BROKEN, Act.REQUEST, Category.WATER, "老樟树")
    office.say(AUNT_WANG, BROKEN)
    (told,) = to(office.wait(seconds(12)), 水管站)
    assert "#1" in told
    assert "协办" in told
    assert office.ticket().cadre == 王某某


@pytest.mark.parametrize("words", ["今晚跳舞吗", "谢谢小朱"])
def test_talk_gets_silence(office: Office, words: str) -> None:
    office.say(AUNT_WANG, words)
    assert office.wait(timedelta(minutes=5)) == []
    assert office.tickets() == []


def test_the_place_is_asked_once_in_the_same_reply_and_nothing_waits_for_it(office: Office) -> None:
    office.reader.teach("路灯坏了", Act.REQUEST, Category.LIGHTING)
    office.say(AUNT_WANG, "路灯坏了")
    (ack,) = to_group(office.wait(seconds(12)))
    assert "#1" in ack
    assert "哪里" in ack
    ticket = office.ticket()
    assert (ticket.status, ticket.cadre, ticket.grid) == (Status.TRIAGE, 钱小芳, None)
    again = texts(office.wait(timedelta(hours=3)))
    assert not [t for t in again if "哪里" in t]


def test_a_known_household_is_not_asked_where(office: Office) -> None:
    office.reader.teach("路灯坏了", Act.REQUEST, Category.LIGHTING)
    office.say(ZHOU, "路灯坏了")
    (ack,) = to_group(office.wait(seconds(12)))
    assert "哪里" not in ack
    assert "第二网格 张某某" in ack
    assert office.ticket().voices[0].household == "H0020"


def test_a_place_said_later_moves_the_ticket_to_its_grid(office: Office) -> None:
    office.reader.teach("路灯坏了", Act.REQUEST, Category.LIGHTING)
    office.reader.teach("在小桥那里", Act.DETAIL, None, "小桥")
    office.say(AUNT_WANG, "路灯坏了")
    office.wait(timedelta(hours=2))
    said = office.say(AUNT_WANG, "在小桥那里")
    ticket = office.ticket()
    assert (ticket.status, ticket.grid, ticket.cadre, ticket.place) == (
        Status.ASSIGNED,
        SECOND,
        张某某,
        "小桥",
    )
    assert to(said, 张某某)
    (line,) = to_group(said)
    assert "#1" in line
    assert "小桥" in line


def test_pieces_and_pictures_are_one_report(office: Office) -> None:
    office.reader.teach("水管爆了", Act.REQUEST, Category.WATER)
    office.reader.teach("在老樟树那边", Act.DETAIL, None, "老樟树")
    office.say(AUNT_WANG, image="before.jpg")
    office.wait(seconds(8))
    office.say(AUNT_WANG, "水管爆了")
    office.wait(seconds(8))
    assert office.say(AUNT_WANG, image="pipe.jpg") == []
    office.wait(seconds(8))
    assert office.say(AUNT_WANG, "在老樟树那边") == []
    assert office.wait(seconds(11)) == []
    said = office.wait(seconds(1))
    assert len(to_group(said)) == 1
    ticket = office.ticket()
    assert (ticket.place, ticket.cadre) == ("老樟树", 王某某)
    assert [e.file for e in ticket.evidence if e.file] == ["before.jpg", "pipe.jpg"]
    assert [e.message_id for e in ticket.evidence] == ["m1", "m2", "m3", "m4"]


def test_words_that_sounded_like_an_addition_to_nothing_are_part_of_the_report(office: Office) -> None:
    office.reader.teach("水龙头放出来的水黄的", Act.DETAIL)
    office.reader.teach("米都没法淘", Act.CHAT)
    office.reader.teach("水龙头放出来的水黄的\n米都没法淘", Act.REQUEST, Category.WATER)
    assert office.say(AUNT_WANG, "水龙头放出来的水黄的") == []
    office.say(AUNT_WANG, image="tap.jpg")
    office.say(AUNT_WANG, "米都没法淘")
    said = office.wait(office.desk.settings.silence)
    assert len(to_group(said)) == 1
    ticket = office.ticket()
    assert ticket.text == "水龙头放出来的水黄的\n米都没法淘"
    assert [e.message_id for e in ticket.evidence] == ["m1", "m2", "m3"]


def test_a_place_said_before_the_report_is_its_place(office: Office) -> None:
    office.reader.teach("水管爆了", Act.REQUEST, Category.WATER)
    office.reader.teach("在老樟树那边", Act.DETAIL, None, "老樟树")
    office.say(AUNT_WANG, "在老樟树那边")
    office.say(AUNT_WANG, "水管爆了")
    office.wait(office.desk.settings.silence)
    assert (office.ticket().place, office.ticket().cadre) == ("老樟树", 王某某)


def test_an_addition_to_a_ticket_is_no_piece_of_the_next_report(office: Office) -> None:
    office.report("水管爆了", places=())
    office.reader.teach("在老樟树那边", Act.DETAIL, None, "老樟树")
    office.reader.teach("桥头路灯坏了", Act.REQUEST, Category.LIGHTING)
    office.say(AUNT_WANG, "在老樟树那边")
    office.say(AUNT_WANG, "桥头路灯坏了")
    office.wait(office.desk.settings.silence)
    assert (office.ticket(1).place, office.ticket(2).text) == ("老樟树", "桥头路灯坏了")


def test_gathering_ends_with_the_window_however_much_is_said(office: Office) -> None:
    office.reader.teach("水管爆了", Act.REQUEST, Category.WATER)
    office.say(AUNT_WANG, "水管爆了")
    for n in range(12):
        office.wait(seconds(10))
        if office.tickets():
            break
        office.say(AUNT_WANG, f"真的{n}")
    assert office.now - MORNING <= seconds(100)
    assert office.ticket().opened_at - MORNING <= seconds(90)


def test_a_second_sentence_after_the_silence_is_the_same_report(office: Office) -> None:
    """Within 90 seconds of one another, though the silence of 12 was over (PRODUCT 1.3)."""
    office.reader.teach("路灯坏了", Act.REQUEST, Category.LIGHTING)
    office.reader.teach("三个晚上不亮了，没人管", Act.REQUEST, Category.LIGHTING)
    office.say(AUNT_WANG, "路灯坏了")
    office.wait(seconds(40))
    office.say(AUNT_WANG, "三个晚上不亮了，没人管")
    office.wait(seconds(30))
    assert len(office.tickets()) == 1
    assert [e.message_id for e in office.ticket().evidence] == ["m1", "m2"]


def test_more_words_go_to_the_older_ticket_that_was_joined(office: Office) -> None:
    office.report()
    office.wait(timedelta(days=1))
    office.reader.teach("老樟树水管又漏", Act.REQUEST, Category.WATER, "老樟树")
    office.reader.teach("水都流到路上了", Act.REQUEST, Category.WATER)
    office.say(UNCLE_LI, "老樟树水管又漏")
    office.wait(seconds(30))
    office.say(UNCLE_LI, "水都流到路上了")
    office.wait(seconds(30))
    assert [e.message_id for e in office.ticket().evidence] == ["m1", "m2", "m3"]
    assert len(office.tickets()) == 1


def test_a_report_after_asking_how_another_one_stands_is_a_report(office: Office) -> None:
    office.report("老樟树路灯坏了", category=Category.LIGHTING, places=("老樟树",))
    office.wait(timedelta(days=1))
    office.reader.teach("路灯修了没", Act.STATUS, Category.LIGHTING)
    office.say(UNCLE_LI, "路灯修了没")
    office.wait(seconds(20))
    assert office.report("小桥路灯也坏了", UNCLE_LI, category=Category.LIGHTING, places=("小桥",)).number == 2


def test_another_matter_right_afterwards_is_another_ticket(office: Office) -> None:
    office.report("路灯坏了", category=Category.LIGHTING)
    office.report("垃圾没人收", category=Category.SANITATION)
    assert [t.category for t in office.tickets()] == [Category.LIGHTING, Category.SANITATION]


def test_a_picture_after_the_reply_is_kept_with_the_ticket(office: Office) -> None:
    office.report()
    office.wait(seconds(20))
    assert to_group(office.say(AUNT_WANG, image="later.jpg")) == []
    assert [e.file for e in office.ticket().evidence if e.file] == ["later.jpg"]


def test_a_neighbours_place_adds_to_the_report(office: Office) -> None:
    office.reader.teach("水管爆了", Act.REQUEST, Category.WATER)
    office.reader.teach("就在小桥那边", Act.DETAIL, None, "小桥")
    office.say(AUNT_WANG, "水管爆了")
    office.wait(seconds(5))
    office.say(UNCLE_LI, "就在小桥那边")
    (ack,) = to_group(office.wait(seconds(12)))
    assert ack.startswith("@王婶")
    assert "哪里" not in ack
    ticket = office.ticket()
    assert (ticket.place, ticket.grid) == ("小桥", SECOND)
    assert [v.name for v in ticket.voices] == ["王婶"]


def test_me_too_while_it_is_gathered(office: Office) -> None:
    office.reader.teach("停水了", Act.REQUEST, Category.WATER)
    office.reader.teach("我家也是", Act.METOO)
    office.say(AUNT_WANG, "停水了")
    office.wait(seconds(5))
    office.say(UNCLE_LI, "我家也是")
    (ack,) = to_group(office.wait(seconds(12)))
    assert "2户" in ack
    ticket = office.ticket()
    assert [v.name for v in ticket.voices] == ["王婶", "李伯"]
    assert ticket.text == "停水了"  # what was reported, without the chorus
    assert [e.message_id for e in ticket.evidence] == ["m1", "m2"]


def test_me_too_afterwards_within_the_window_or_quoting(office: Office) -> None:
    office.reader.teach("我家也是", Act.METOO)
    office.report()
    office.wait(seconds(30))
    said = office.say(UNCLE_LI, "我家也是")
    assert to_group(said) == ["@李伯 已记入 #1，现有2户反映"]
    assert "#1" in to(said, 王某某)[0]
    office.wait(timedelta(hours=3))
    assert office.say(Speaker(None, "赵嫂"), "我家也是") == []  # long after, it may mean anything
    office.say(Speaker(None, "赵嫂"), "我家也是", quote=BROKEN)
    assert [v.name for v in office.ticket().voices] == ["王婶", "李伯", "赵嫂"]


def test_nobody_is_counted_twice(office: Office) -> None:
    office.reader.teach("我家也是", Act.METOO)
    office.report()
    assert office.say(AUNT_WANG, "我家也是") == []
    office.say(UNCLE_LI, "我家也是")
    assert to_group(office.say(UNCLE_LI, "我家也是")) == []
    assert len(office.ticket().voices) == 2


def test_two_of_one_family_are_one_household(office: Office) -> None:
    office.report(who=CHEN)
    office.reader.teach("我家也是", Act.METOO)
    office.say(Speaker("H0012/陈家贵", "老陈"), "我家也是")
    assert office.ticket().households == 1
    assert len(office.ticket().voices) == 2


def test_the_same_matter_joins_with_one_short_line(office: Office) -> None:
    office.report()
    office.wait(timedelta(days=2))
    office.reader.teach("老樟树那里还在漏水", Act.REQUEST, Category.WATER, "老樟树")
    office.say(UNCLE_LI, "老樟树那里还在漏水")
    (line,) = to_group(office.wait(seconds(12)))
    assert "#1" in line
    assert "2户" in line
    assert len(office.tickets()) == 1


def test_an_alias_of_the_place_joins_too(office: Office) -> None:
    office.report("路灯坏了，大樟树旁边", category=Category.LIGHTING, places=("大樟树旁边",))
    office.reader.teach("大樟树旁边灯不亮", Act.REQUEST, Category.LIGHTING, "大樟树旁边")
    office.reader.teach("老樟树灯不亮", Act.REQUEST, Category.LIGHTING, "老樟树")
    office.say(UNCLE_LI, "大樟树旁边灯不亮")
    office.wait(seconds(20))
    office.say(ZHOU, "老樟树灯不亮")
    office.wait(seconds(20))
    assert [len(t.voices) for t in office.tickets()] == [3]


def test_two_places_in_one_hamlet_are_two_matters(office: Office) -> None:
    """下园 alone is in both, but the lamp of the hall isn't the lamp of the entrance."""
    office.report("下园祠堂路灯坏了", category=Category.LIGHTING, places=("下园祠堂",))
    office.report("下园村尾路灯坏了", UNCLE_LI, category=Category.LIGHTING, places=("下园村尾",))
    assert len(office.tickets()) == 2


def test_a_burst_main_is_one_ticket_with_twelve_households(office: Office) -> None:
    office.reader.teach("停水了", Act.REQUEST, Category.WATER)
    for n in range(12):
        office.say(Speaker(None, f"村民{n}"), "停水了")
        office.wait(timedelta(minutes=2))
    assert [t.households for t in office.tickets()] == [12]


def test_several_matters_are_several_tickets_named_in_one_reply(office: Office) -> None:
    text = "路灯坏了，垃圾没人收，路也破了，狗乱跑"
    issues = (
        Issue(Category.LIGHTING, "路灯坏了"),
        Issue(Category.SANITATION, "垃圾没人收"),
        Issue(Category.ROAD, "路也破了", (Span("小桥", 0, 2),)),
        Issue(Category.ANIMAL, "狗乱跑"),
    )
    office.reader.teach(text, Act.REQUEST, Category.LIGHTING, issues=issues)
    office.say(AUNT_WANG, text)
    (ack,) = to_group(office.wait(seconds(12)))
    assert [f"#{n}" in ack for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert [t.category for t in office.tickets()] == [Category.LIGHTING, Category.SANITATION, Category.ROAD]
    assert all(e.message_id == "m1" for t in office.tickets() for e in t.evidence)


def test_a_sensitive_matter_is_acknowledged_without_its_content(office: Office) -> None:
    text = "老公喝酒打我"
    office.reader.teach(text, Act.REQUEST, Category.DISPUTE, sensitive=True)
    office.say(CHEN, text)
    said = office.wait(seconds(12))
    assert to_group(said) == ["@小红 已收到，会有人单独联系您"]
    ticket = office.ticket()
    assert ticket.private
    assert ticket.cadre == 王某某
    assert [n.person for n in said if n.group is None] == [王某某]


@pytest.mark.parametrize(
    ("text", "cadre"),
    [("王某某收了我家红包", 赵国平), ("赵镇长收了我家红包", 陈建平), ("村干部优亲厚友", 赵国平)],
)
def test_a_complaint_goes_past_the_one_it_is_about(office: Office, text: str, cadre: str) -> None:
    office.reader.teach(text, Act.REQUEST, Category.AFFAIRS, sensitive=True)
    office.say(AUNT_WANG, text)
    said = office.wait(seconds(12))
    assert office.ticket().cadre == cadre
    assert {n.person for n in said if n.group is None} == {cadre}
    later = office.wait(timedelta(days=6))
    about = 王某某 if "王某某" in text else 赵国平 if "赵" in text else None
    assert about not in {n.person for n in later}
    assert to_group(later) == []


def test_the_teller_of_a_private_matter_asks_and_the_group_learns_nothing(office: Office) -> None:
    text = "老公喝酒打我"
    office.reader.teach(text, Act.REQUEST, Category.DISPUTE, sensitive=True)
    office.reader.teach("我上次说的怎么样了", Act.STATUS)
    office.say(CHEN, text)
    office.wait(timedelta(hours=1))
    said = office.say(CHEN, "我上次说的怎么样了")
    assert not [t for t in to_group(said) if "打" in t or "纠纷" in t or "#1" in t]
    assert [t for t in to(said, CHEN.key) if "#1" in t]


def test_a_stranger_learns_nothing_of_a_private_matter_by_its_number(office: Office) -> None:
    office.reader.teach("老公喝酒打我", Act.REQUEST, Category.DISPUTE, sensitive=True)
    office.reader.teach("#1 怎么样了", Act.STATUS, tickets=(1,))
    office.reader.teach("#1 就在小桥那边", Act.DETAIL, None, "小桥", tickets=(1,))
    office.say(AUNT_WANG, "老公喝酒打我")
    office.wait(timedelta(hours=1))
    assert office.say(UNCLE_LI, "#1 怎么样了") == []
    assert office.say(UNCLE_LI, "#1 就在小桥那边") == []
    assert office.ticket().place is None


def test_an_emergency_goes_at_once_to_cadre_team_and_leader(office: Office) -> None:
    text = "老樟树下电线掉下来漏电了"
    office.reader.teach(text, Act.EMERGENCY, Category.POWER, "老樟树")
    office.clock.move_to(at("06-10 23:40"))
    said = office.say(AUNT_WANG, text)
    assert {n.person for n in said if n.group is None} == {王某某, 孙某某, 赵国平}
    (line,) = to_group(said)
    for number in ("#1", "110", "119", "120", "30分钟"):
        assert number in line
    assert all(n.urgent for n in said)
    assert office.ticket().accept_by == at("06-11 00:10")


def test_an_emergency_does_not_wait_for_what_is_being_gathered(office: Office) -> None:
    office.reader.teach("家里进水了", Act.REQUEST, Category.DISASTER)
    office.reader.teach("老人出不来，快来人", Act.EMERGENCY, Category.DISASTER)
    office.say(CHEN, "家里进水了")
    office.wait(seconds(5))
    said = office.say(CHEN, "老人出不来，快来人")
    assert of(said, Kind.ACK)
    assert office.ticket().act is Act.EMERGENCY
    assert "家里进水了" in office.ticket().text


def test_danger_at_the_place_of_an_open_ticket_calls_everybody(office: Office) -> None:
    office.report("老樟树下电线松了", category=Category.POWER)
    office.reader.teach("老樟树下电线掉下来漏电", Act.EMERGENCY, Category.POWER, "老樟树")
    said = office.say(UNCLE_LI, "老樟树下电线掉下来漏电")
    assert {孙某某, 赵国平} <= {n.person for n in said}


def test_a_wish_and_a_question_have_their_channels(office: Office) -> None:
    wish = office.report("想给孙女找张旧书桌", act=Act.WISH, category=Category.EDUCATION)
    question = office.report("老年证怎么办", UNCLE_LI, act=Act.INQUIRY, category=Category.WELFARE)
    assert (wish.channel, question.channel) == (Channel.WISH, Channel.FIRST_ASKED)


def test_a_redelivered_message_is_heard_once(office: Office) -> None:
    office.report(id="x")
    office.say(AUNT_WANG, BROKEN, id="x")
    office.wait(seconds(30))
    assert len(office.tickets()) == 1
    assert len(office.ticket().history) == 2


def test_a_cadre_reports_for_somebody_in_private(office: Office) -> None:
    said = office.tell(王某某, "代报 老樟树边张奶奶家电线老化")
    ticket = office.ticket()
    assert (ticket.act, ticket.village, ticket.grid) == (Act.REQUEST, VILLAGE, FIRST)
    assert ticket.cadre == 王某某
    assert ticket.text == "老樟树边张奶奶家电线老化"
    assert of(said, Kind.ACK)


def test_a_cadre_without_a_village_is_asked_for_it(office: Office) -> None:
    (asked,) = office.tell(水管站, "代报 水厂门口路塌了")
    assert (asked.kind, asked.person) == (Kind.ASK, 水管站)


def test_a_cadre_on_leave_is_stood_in_for(office: Office) -> None:
    office.tell(王某某, "请假 3天 由李某某代")
    ticket = office.report()
    assert ticket.cadre == 李某某
    assert "请假" in ticket.basis
    office.wait(timedelta(days=3))
    later = office.report("老樟树路灯坏了", UNCLE_LI, category=Category.LIGHTING, places=("老樟树",))
    assert later.cadre == 王某某


def test_what_is_taken_back_at_once_is_never_registered(office: Office) -> None:
    office.reader.teach(BROKEN, Act.REQUEST, Category.WATER, "老樟树")
    office.say(AUNT_WANG, BROKEN, id="x")
    office.wait(seconds(5))
    office.recall(AUNT_WANG, "x")
    assert office.wait(seconds(60)) == []
    assert office.tickets() == []


def test_a_working_group_reports_nothing(office: Office) -> None:
    office.reader.teach(BROKEN, Act.REQUEST, Category.WATER, "老樟树")
    office.say(AUNT_WANG, BROKEN, group="前童镇志愿服务群")
    assert office.wait(seconds(60)) == []
    assert office.tickets() == []


def test_a_report_in_private_is_answered_in_private(office: Office) -> None:
    ticket = office.report(who=CHEN, group=None)
    assert (ticket.village, ticket.group) == (VILLAGE, None)


def test_private_numbers_are_masked_in_every_notice(office: Office) -> None:
    text = "老樟树水管爆了，打13812345678"
    office.reader.teach(text, Act.REQUEST, Category.WATER, "老樟树")
    office.say(AUNT_WANG, text)
    said = office.wait(seconds(12))
    assert len(said) == 3
    assert not [t for t in texts(said) if "13812345678" in t]


def test_the_same_words_in_two_villages_are_two_matters(office: Office) -> None:
    office.reader.teach("停水了", Act.REQUEST, Category.WATER)
    office.say(AUNT_WANG, "停水了")
    office.say(AUNT_WANG, "停水了", group="双桥村民情交流群")
    office.wait(seconds(20))
    assert sorted(t.group or "" for t in office.tickets()) == sorted([GROUP, "双桥村民情交流群"])


def test_a_stranger_in_private_is_told_where_to_turn(office: Office) -> None:
    office.reader.teach("水好浑", Act.REQUEST, Category.WATER)
    office.say(Speaker(None, "路人"), "水好浑", group=None)
    (line,) = texts(office.wait(seconds(12)))
    assert "110" in line
    assert office.tickets() == []
