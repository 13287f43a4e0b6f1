"""How matters end, and what villagers say of it: PRODUCT 3.3, 4.5–4.8."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.messages import Speaker
from casework.taxonomy import Act, Category, Kind, Outcome, Rating, Status
from casework.ticket import Ticket
from tests.casework.cast import AUNT_WANG, CHEN, GROUP, UNCLE_LI, ZHOU, at, 孙某某, 王某某, 赵国平
from tests.services.office import Office, of, texts, to, to_group

DAY = timedelta(days=1)


def resolved(office: Office, outcome: str = "办结 修好了", **how: object) -> Ticket:
    """A ticket that waits for its verdict."""
    office.report(**how)  # type: ignore[arg-type]
    office.tell(王某某, f"#1 {outcome}")
    return office.ticket()


@pytest.mark.parametrize(
    ("word", "rating"),
    [("满意", Rating.SATISFIED), ("基本满意", Rating.FAIR), ("不满意", Rating.DISSATISFIED)],
)
def test_a_verdict_closes_and_rates(office: Office, word: str, rating: Rating) -> None:
    resolved(office)
    said = office.say(AUNT_WANG, word)
    ticket = office.ticket()
    assert (ticket.status, ticket.rating, ticket.outcome, ticket.closed_at) == (
        Status.CLOSED,
        rating,
        Outcome.FIXED,
        office.now,
    )
    assert "#1" in to_group(said)[0]
    assert word in to(said, 王某某)[0]
    asked = "没解决" in to_group(said)[0]
    assert asked is (rating is Rating.DISSATISFIED)


def test_an_unfixed_end_stays_unfixed_when_it_is_rated(office: Office) -> None:
    resolved(office, "未能解决 属于规划道路")
    office.say(AUNT_WANG, "基本满意")
    assert (office.ticket().status, office.ticket().outcome) == (Status.CLOSED, Outcome.UNFIXED)


def test_it_is_fixed_says_the_reporter(office: Office) -> None:
    office.report()
    office.reader.teach("水好了，清了", Act.FIXED, Category.WATER)
    said = office.say(AUNT_WANG, "水好了，清了")
    assert (office.ticket().status, office.ticket().outcome, office.ticket().rating) == (
        Status.CLOSED,
        Outcome.FIXED,
        None,
    )
    assert to(said, 王某某)


def test_it_is_fixed_says_somebody_else(office: Office) -> None:
    office.report()
    office.reader.teach("水好了，清了", Act.FIXED, Category.WATER)
    assert office.say(UNCLE_LI, "水好了，清了") == []
    assert office.ticket().status is Status.ASSIGNED


def test_not_solved_reopens_with_new_clocks(office: Office) -> None:
    resolved(office)
    office.until(at("06-12 10:00"))
    said = office.say(AUNT_WANG, "没解决", image=None)
    ticket = office.ticket()
    assert (ticket.status, ticket.reopened, ticket.outcome, ticket.accepted_at) == (
        Status.ASSIGNED,
        1,
        None,
        None,
    )
    assert (ticket.accept_by, ticket.due) == (at("06-13 10:00"), at("06-19 18:00"))
    assert of(said, Kind.ASSIGN)[0].person == 王某某
    assert "#1" in to_group(said)[0]
    later = office.until(at("06-13 10:00"))
    assert [t for t in to(later, 王某某) if "签收" in t]


def test_a_bad_rating_may_still_reopen_and_loses_the_rating(office: Office) -> None:
    resolved(office)
    office.say(AUNT_WANG, "不满意")
    office.say(AUNT_WANG, "没解决")
    assert (office.ticket().status, office.ticket().rating) == (Status.ASSIGNED, None)


def test_a_co_reporter_may_reopen(office: Office) -> None:
    office.report()
    office.reader.teach("我家也是", Act.METOO)
    office.say(UNCLE_LI, "我家也是")
    office.tell(王某某, "#1 办结 修好了")
    office.say(AUNT_WANG, "满意")
    office.wait(3 * DAY)
    office.say(UNCLE_LI, "没解决")
    assert office.ticket().status is Status.ASSIGNED


def test_a_stranger_neither_rates_nor_reopens(office: Office) -> None:
    before = resolved(office)
    office.say(UNCLE_LI, "#1 满意")
    office.say(UNCLE_LI, "#1 没解决")
    office.say(Speaker(None, "王婶"), "#1 没解决", group="双桥村民情交流群")
    assert (office.ticket().status, len(office.ticket().history)) == (Status.RESOLVED, len(before.history))


@pytest.mark.parametrize(("days", "reopened"), [(14.9, True), (15.1, False)])
def test_fifteen_days_to_reopen(office: Office, days: float, reopened: bool) -> None:
    resolved(office)
    office.say(AUNT_WANG, "满意")
    office.wait(DAY * days)
    office.say(AUNT_WANG, "#1 没解决")
    assert (office.ticket().status is Status.ASSIGNED) is reopened


def test_what_comes_back_too_late_is_a_new_matter_not_a_lost_one(office: Office) -> None:
    resolved(office)
    office.say(AUNT_WANG, "满意")
    office.wait(16 * DAY)
    said = office.say(AUNT_WANG, "#1 没解决")
    old, new = office.tickets()
    assert (old.status, new.status) == (Status.CLOSED, Status.ASSIGNED)
    assert (new.category, new.place, new.cadre) == (old.category, old.place, old.cadre)
    assert "#2" in " ".join(to_group(said))
    assert to(said, 王某某)


def test_not_solved_while_it_is_worked_on_hurries_the_cadre(office: Office) -> None:
    office.report()
    office.reader.teach("还是没水，根本没修", Act.UNFIXED, Category.WATER)
    said = office.say(AUNT_WANG, "还是没水，根本没修")
    assert office.ticket().status is Status.ASSIGNED
    assert "还是没水" in to(said, 王某某)[0]
    assert len(office.tickets()) == 1


def test_no_answer_closes_as_unconfirmed(office: Office) -> None:
    resolved(office)
    assert office.wait(DAY * 4.99) == []
    said = office.wait(DAY)
    ticket = office.ticket()
    assert (ticket.status, ticket.rating) == (Status.CLOSED, None)
    assert ticket.history[-1].move == "lapse"
    assert "未确认" in to_group(said)[0]


def test_a_rating_may_be_changed_for_a_day(office: Office) -> None:
    resolved(office)
    office.say(AUNT_WANG, "满意")
    office.wait(timedelta(hours=23))
    office.say(AUNT_WANG, "不满意")
    assert office.ticket().rating is Rating.DISSATISFIED
    office.wait(timedelta(hours=2))
    office.say(AUNT_WANG, "#1 满意")
    assert office.ticket().rating is Rating.DISSATISFIED


def test_the_handlers_household_does_not_rate(office: Office) -> None:
    sister = Speaker("H0001/王小梅", "小梅")
    resolved(office, who=sister)
    office.say(sister, "满意")
    assert (office.ticket().status, office.ticket().rating) == (Status.RESOLVED, None)


def test_the_household_of_the_reporter_rates(office: Office) -> None:
    resolved(office, who=CHEN)
    office.say(Speaker("H0012/陈家贵", "老陈"), "#1 满意")
    assert office.ticket().rating is Rating.SATISFIED


def test_the_reporter_takes_it_back(office: Office) -> None:
    office.report()
    office.reader.teach("不用了，我自己弄好了", Act.WITHDRAW)
    said = office.say(AUNT_WANG, "不用了，我自己弄好了")
    assert office.ticket().status is Status.WITHDRAWN
    assert to_group(said) == ["@王婶 #1 已撤回"]
    assert "#1" in to(said, 王某某)[0]
    assert office.wait(10 * DAY) == []


def test_with_co_reporters_it_stays_theirs(office: Office) -> None:
    office.report()
    office.reader.teach("我家也是", Act.METOO)
    office.reader.teach("不用了", Act.WITHDRAW)
    office.say(UNCLE_LI, "我家也是")
    assert to_group(office.say(AUNT_WANG, "不用了")) == ["@王婶 #1 还有1户反映，照常办理"]
    assert office.ticket().status is Status.ASSIGNED


def test_nobody_takes_back_what_is_not_his(office: Office) -> None:
    office.report()
    office.reader.teach("#1 不用了", Act.WITHDRAW, tickets=(1,))
    assert office.say(ZHOU, "#1 不用了") == []
    assert office.ticket().status is Status.ASSIGNED


def test_a_recalled_message_takes_an_unaccepted_ticket_with_it(office: Office) -> None:
    office.report(id="x")
    said = office.recall(AUNT_WANG, "x")
    assert office.ticket().status is Status.WITHDRAWN
    assert "#1" in to(said, 王某某)[0]
    assert office.wait(10 * DAY) == []


def test_recalled_after_acceptance_it_is_only_marked(office: Office) -> None:
    office.report(id="x")
    office.tell(王某某, "收到")
    office.recall(AUNT_WANG, "x")
    ticket = office.ticket()
    assert ticket.status is Status.ACCEPTED
    assert (ticket.history[-1].move, ticket.history[-1].was) == ("recall", Status.ACCEPTED)


def test_one_recalled_piece_of_several_leaves_the_ticket(office: Office) -> None:
    office.reader.teach("三个晚上没水", Act.REQUEST, Category.WATER)
    office.say(AUNT_WANG, "三个晚上没水", id="x")
    office.report()
    office.recall(AUNT_WANG, "x")
    assert office.ticket().status is Status.ASSIGNED
    assert office.ticket().history[-1].move == "recall"


def test_a_recall_with_co_reporters_leaves_them_their_ticket(office: Office) -> None:
    office.report(id="x")
    office.reader.teach("我家也是", Act.METOO)
    office.say(UNCLE_LI, "我家也是")
    office.recall(AUNT_WANG, "x")
    assert office.ticket().status is Status.ASSIGNED


def test_how_it_stands_is_told_in_one_line_and_the_cadre_hears_of_it(office: Office) -> None:
    office.report()
    office.reader.teach("上次说的水管修了没", Act.STATUS, Category.WATER)
    said = office.say(AUNT_WANG, "上次说的水管修了没")
    (line,) = to_group(said)
    for part in ("#1", "已派单", "王某某", "6月17日18:00"):
        assert part in line
    assert of(said, Kind.REMIND)[0].person == 王某某
    assert to_group(office.say(UNCLE_LI, "上次说的水管修了没"))  # a neighbour may ask too


def test_asking_for_nothing_known_gets_silence(office: Office) -> None:
    office.reader.teach("上次说的路灯修了没", Act.STATUS, Category.LIGHTING)
    office.report()
    assert office.say(UNCLE_LI, "上次说的路灯修了没") == []


def test_who_is_my_cadre(office: Office) -> None:
    office.reader.teach("我们网格谁管的", Act.CONTACT)
    office.reader.teach("第二网格谁管的", Act.CONTACT)
    (mine,) = texts(office.say(CHEN, "我们网格谁管的"))
    assert "第一网格由网格员 王某某 负责" in mine
    assert "0574-65100001" in mine  # his office number is there to be called
    assert "张某某" not in mine
    assert "张某某" in texts(office.say(UNCLE_LI, "第二网格谁管的"))[0]
    office.wait(timedelta(minutes=2))
    everybody = texts(office.say(UNCLE_LI, "我们网格谁管的"))[0]
    assert "王某某" in everybody
    assert "张某某" in everybody


def test_a_known_question_is_answered_with_source_and_date(office: Office) -> None:
    office.reader.teach("请问新农合什么时候交啊", Act.INQUIRY, Category.SOCIAL_INSURANCE)
    office.say(AUNT_WANG, "请问新农合什么时候交啊")
    (line,) = to_group(office.wait(timedelta(seconds=12)))
    for part in ("每年10月至12月", "医保局", "2026-03-01"):
        assert part in line
    assert office.tickets() == []


def test_another_villages_answer_is_not_ours(office: Office) -> None:
    office.reader.teach("农家书屋几点开门", Act.INQUIRY, Category.CULTURE)
    office.say(AUNT_WANG, "农家书屋几点开门")
    assert "#1" in to_group(office.wait(timedelta(seconds=12)))[0]
    office.say(AUNT_WANG, "农家书屋几点开门", group="双桥村民情交流群")
    assert "书屋晚上开" in to_group(office.wait(timedelta(seconds=12)))[0]


def test_an_unknown_question_is_somebodys_within_a_working_day(office: Office) -> None:
    ticket = office.report("老年证怎么办", act=Act.INQUIRY, category=Category.WELFARE, who=CHEN)
    assert (ticket.cadre, ticket.due) == (王某某, at("06-11 18:00"))


def test_the_whole_story_is_in_the_history(office: Office) -> None:
    resolved(office)
    office.say(AUNT_WANG, "没解决")
    office.tell(孙某某, "#1 收到")
    office.tell(赵国平, "#1 办结 换了新管")
    office.say(AUNT_WANG, "满意")
    assert [(e.move, e.by) for e in office.ticket().history] == [
        ("register", "王婶"),
        ("assign", "bot"),
        ("resolve", 王某某),
        ("reopen", "王婶"),
        ("accept", 孙某某),
        ("resolve", 赵国平),
        ("rate", "王婶"),
    ]
    assert all(e.cause is not None for e in office.ticket().history)
    assert office.ticket().group == GROUP


def test_a_neighbour_s_new_report_of_what_was_called_done_opens_it_again(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结 接好了")
    office.wait(timedelta(days=1))
    text = office.reader.teach("老樟树水管又在漏", Act.REQUEST, Category.WATER, "老樟树")
    office.say(UNCLE_LI, text)
    said = office.wait(office.desk.settings.silence)
    ticket = office.ticket()
    assert len(office.tickets()) == 1
    assert (ticket.status, ticket.reopened) == (Status.ASSIGNED, 1)
    assert [v.name for v in ticket.voices] == ["王婶", "李伯"]
    (line,) = to_group(said)
    assert line.startswith("@李伯 已并入 #1")
    assert "重新办理" in line
    (told,) = to(said, 王某某)
    assert "又在漏" in told


def test_the_reporter_s_own_new_report_says_that_it_is_not_solved(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 办结 接好了")
    text = office.reader.teach("老樟树水管又在漏", Act.REQUEST, Category.WATER, "老樟树")
    office.wait(timedelta(hours=3))
    office.say(AUNT_WANG, text)
    office.wait(office.desk.settings.silence)
    assert (office.ticket().status, office.ticket().reopened, len(office.ticket().voices)) == (
        Status.ASSIGNED,
        1,
        1,
    )


def test_what_was_honestly_called_unsolved_is_told_to_the_next_who_asks(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 未能解决 属于规划道路")
    text = office.reader.teach("老樟树水管又在漏", Act.REQUEST, Category.WATER, "老樟树")
    office.say(UNCLE_LI, text)
    (line,) = to_group(office.wait(office.desk.settings.silence))
    assert "未能解决：属于规划道路" in line
    assert (office.ticket().status, len(office.ticket().voices)) == (Status.RESOLVED, 2)
    office.say(UNCLE_LI, "没解决")
    assert office.ticket().status is Status.ASSIGNED


def test_what_was_not_taken_and_is_held_to_goes_up(office: Office) -> None:
    """Whoever doesn't take a matter hasn't the last word; 赵国平 looks, and may give it back to him."""
    office.report()
    told = to_group(office.tell(王某某, "#1 不受理 属于自家院内"))
    assert "没解决" in told[0]
    said = office.say(AUNT_WANG, "没解决")
    ticket = office.ticket()
    assert (ticket.status, ticket.cadre, ticket.reopened) == (Status.ASSIGNED, 赵国平, 1)
    assert "属于自家院内" in to(said, 赵国平)[0]
    assert "赵国平" in to(said, 王某某)[0]
    assert "赵国平" in to_group(said)[0]
    office.tell(赵国平, "#1 转 王某某")
    office.tell(王某某, "#1 收到")
    assert office.ticket().cadre == 王某某


def test_a_stranger_does_not_bring_it_back(office: Office) -> None:
    office.report()
    office.tell(王某某, "#1 不受理 属于自家院内")
    assert office.say(UNCLE_LI, "#1 没解决") == []
    assert office.ticket().status is Status.REJECTED
