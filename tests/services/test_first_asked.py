"""首问负责: known questions are answered, others go to the first cadre asked, whose answers are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from casework.county import Faq
from casework.messages import Speaker
from casework.notice import Notice
from casework.taxonomy import Act, Category, Channel, Kind, Outcome
from storage.county import SqlCounty
from storage.roster_store import export_roster, import_roster
from tests.casework.cast import (
    AUNT_WANG,
    CHEN,
    ROSTER,
    TOWNSHIP,
    at,
    the_county,
    孙某某,
    王某某,
    赵国平,
    陈建平,
)
from tests.casework.county import SmallCounty
from tests.services.office import Office, of, texts, to, to_group

INSURANCE = ROSTER.faqs[0]


@pytest.fixture
def real(engine: Engine, office: Office) -> Office:
    """The office with the roster in the database, where entries can be added."""
    import_roster(engine, ROSTER)
    return Office(engine, county=Learning(engine))


class Learning(SmallCounty):
    """The small county, with its FAQ looked up in the database at every question."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(ROSTER)
        self._engine = engine

    def faqs(self) -> tuple[Faq, ...]:
        return tuple(SqlCounty(self._engine).faqs())


def ask(
    office: Office, text: str, who: Speaker = AUNT_WANG, category: Category = Category.OTHER, **read: object
) -> list[Notice]:
    office.reader.teach(text, Act.INQUIRY, category, **read)
    said = office.say(who, text)
    return said + office.wait(office.desk.settings.silence)


def test_a_known_question_is_answered_with_source_and_date_and_no_ticket(office: Office) -> None:
    said = ask(office, "医保什么时候缴费？")
    assert [(n.kind, n.text) for n in said] == [
        (Kind.ANSWER, "@王婶 每年10月至12月，在便民中心或手机上交。（医保局，2026-03-01）")
    ]
    assert not office.tickets()


def test_the_villages_answer_goes_before_everybodys(engine: Engine, office: Office) -> None:
    ours = replace(INSURANCE, answer="本村到村委会交。", township=TOWNSHIP, village="联合村")
    office = Office(engine, county=the_county(faqs=(INSURANCE, ours)))
    assert "本村到村委会交" in to_group(ask(office, "新农合什么时候交"))[0]


def test_a_question_that_two_entries_fit_goes_to_the_cadre(engine: Engine, office: Office) -> None:
    twin = replace(INSURANCE, question="医保几月交", phrasings=("新农合什么时候交",), answer="九月。")
    office = Office(engine, county=the_county(faqs=(INSURANCE, twin)))
    ask(office, "新农合什么时候交")
    assert office.ticket().channel is Channel.FIRST_ASKED


def test_an_answer_that_is_too_old_is_shown_to_the_cadre_alone(engine: Engine, office: Office) -> None:
    old = replace(INSURANCE, dated="2024-01-01")
    office = Office(engine, county=the_county(faqs=(old,)))
    said = ask(office, "新农合什么时候交", CHEN)
    assert office.ticket().cadre == 王某某
    assert not of([n for n in said if n.group], Kind.ANSWER)
    assert any("2024-01-01" in text for text in to(said, 王某某))


def test_numbers_of_people_are_masked_and_those_of_offices_are_not(engine: Engine, office: Office) -> None:
    entry = Faq("水表坏了找谁", "找小水 13800000009，或水厂 0574-65100009。")
    office = Office(engine, county=the_county(faqs=(entry,)))
    assert "138****0009，或水厂 0574-65100009" in to_group(ask(office, "水表坏了找谁"))[0]


@pytest.mark.parametrize("words", ["不是问这个", "没说清楚啊", "答非所问", "我问的是补交", "转干部吧"])
def test_who_is_not_helped_by_it_reaches_the_cadre(office: Office, words: str) -> None:
    ask(office, "新农合什么时候交", CHEN)
    office.wait(timedelta(minutes=5))
    said = office.say(CHEN, words)
    ticket = office.ticket()
    assert (ticket.text, ticket.act, ticket.cadre) == ("新农合什么时候交", Act.INQUIRY, 王某某)
    assert any(words in text and "便民中心" in text for text in to(said, 王某某))


def test_it_is_passed_on_once_and_only_by_who_asked(office: Office) -> None:
    ask(office, "新农合什么时候交", CHEN)
    office.say(AUNT_WANG, "不是问这个")
    assert not office.tickets()
    office.say(CHEN, "不是问这个")
    office.say(CHEN, "没说清楚")
    assert len(office.tickets()) == 1


def test_a_quoted_answer_can_be_passed_on_a_day_later(office: Office) -> None:
    said = ask(office, "新农合什么时候交", CHEN)
    office.wait(timedelta(days=1))
    office.say(CHEN, "没说清楚", quote=said[0].text)
    assert office.ticket().text == "新农合什么时候交"


def test_what_is_asked_on_goes_to_the_cadre_with_the_first_question(office: Office) -> None:
    ask(office, "新农合什么时候交", CHEN)
    office.wait(timedelta(minutes=3))
    ask(office, "那断过的呢", CHEN)
    assert office.ticket().text == "新农合什么时候交\n那断过的呢"


def test_the_cadre_called_by_name_has_the_duty(office: Office) -> None:
    ask(office, "@孙某某 书屋几点开", CHEN)
    assert (office.ticket().cadre, office.ticket().basis) == (孙某某, "点名问孙某某")


def test_he_is_told_and_reminded_to_answer_not_to_resolve(office: Office) -> None:
    said = ask(office, "书屋几点开", CHEN)
    assert "#1 答复 内容" in to(said, 王某某)[0]
    said = office.until(at("06-11 18:01"))
    reminded = [text for text in to(said, 王某某) if "书屋" in text]
    assert any("#1 答复 内容" in text for text in reminded)
    assert not any("办结" in text for text in reminded)
    assert office.ticket().due == at("06-11 18:00")


OFFER = (
    "#1 这条答复要留作问答吗？以后联合村再有人问，就照这样答：\n问：书屋几点开\n答：晚上六点到九点\n"
    "回“存入问答”即存入；要改，回“#1 存入问答 改好的答案”，或“#1 存入问答 问：… 答：…”。"
)


def answered(
    office: Office, question: str = "请问书屋几点开", answer: str = "晚上六点到九点", **read: object
) -> list[Notice]:
    ask(office, question, CHEN, **read)
    return office.tell(王某某, f"#1 答复 {answer}")


def test_the_cadre_is_asked_whether_his_answer_shall_be_kept(real: Office) -> None:
    said = answered(real)
    assert "晚上六点到九点" in to_group(said)[0]
    assert OFFER in to(said, 王某某)
    assert real.ticket().outcome is Outcome.ANSWERED


def test_the_next_one_who_asks_is_answered(real: Office) -> None:
    answered(real)
    said = real.tell(王某某, "存入问答")
    assert "已存入问答" in said[0].text
    said = ask(real, "书屋几点开？")
    assert to_group(said) == ["@王婶 晚上六点到九点（网格员 王某某，2026-06-10）"]
    assert real.ticket().history[-1].move == "keep"


def test_it_may_be_kept_in_better_words(real: Office) -> None:
    answered(real)
    real.tell(王某某, "#1 存入问答 问：农家书屋什么时候开？ 答：每晚六点到九点，周一休息")
    kept = real.desk.county.faqs()[-1]
    assert (kept.question, kept.answer) == ("农家书屋什么时候开？", "每晚六点到九点，周一休息")


def test_what_is_kept_names_nobody_and_no_number(real: Office) -> None:
    said = answered(real, "老陈家的书屋卡13800000007怎么补", "小红你好，带卡来")
    assert any("问：某某的书屋卡138****0007怎么补\n答：某某你好" in text for text in to(said, 王某某))


def test_it_is_the_word_of_whoever_answered_with_the_offices_number(real: Office) -> None:
    ask(real, "水费单子哪里打印", CHEN)
    said = real.tell(赵国平, "#1 答复 到水厂打，电话0574-65100009，手机13800000009")
    assert any("0574-65100009，手机138****0009" in text for text in to(said, 赵国平))
    real.tell(赵国平, "存入问答")
    assert real.desk.county.faqs()[-1].source == "副镇长 赵国平"


def test_a_private_matter_is_neither_offered_nor_kept(real: Office) -> None:
    said = answered(real, "我家欠的钱能缓吗", "可以", sensitive=True)
    assert not any("留作问答" in text for text in texts(said))
    assert "不公开" in real.tell(王某某, "#1 存入问答")[0].text
    assert real.desk.county.faqs() == ROSTER.faqs


def test_it_is_kept_once(real: Office) -> None:
    answered(real)
    real.tell(王某某, "存入问答")
    assert "已有" in real.tell(王某某, "#1 存入问答")[0].text
    assert len(real.desk.county.faqs()) == len(ROSTER.faqs) + 1


def test_who_cannot_handle_it_cannot_keep_it(real: Office) -> None:
    answered(real)
    assert real.tell("K007", "#1 存入问答")[0].kind is Kind.REFUSE
    assert real.say(AUNT_WANG, "#1 存入问答")[0].kind is Kind.REFUSE
    assert real.desk.county.faqs() == ROSTER.faqs


def test_only_an_answered_question_is_kept(real: Office) -> None:
    real.report()
    assert "不是答复过的咨询" in real.tell(王某某, "#1 存入问答")[0].text
    assert "请写编号" in real.tell(王某某, "存入问答")[0].text


def test_an_outdated_entry_is_renewed(engine: Engine, office: Office) -> None:
    old = Faq("书屋几点开", "不开。", ("书屋开吗",), "村委会", "2023-01-01", TOWNSHIP, "联合村")
    import_roster(engine, replace(ROSTER, faqs=(old,)))
    office = Office(engine, county=Learning(engine))
    answered(office)
    office.tell(王某某, "存入问答")
    fresh = Faq(
        "书屋几点开", "晚上六点到九点", ("书屋开吗",), "网格员 王某某", "2026-06-10", TOWNSHIP, "联合村"
    )
    assert export_roster(engine).faqs == (fresh,)


def test_the_onestop_strikes_an_entry_and_nobody_else(real: Office) -> None:
    assert real.tell(赵国平, "删除问答 农家书屋几点开门")[0].kind is Kind.REFUSE
    assert "书屋晚上开" in real.tell(陈建平, "删除问答 农家书屋几点开门？")[0].text
    assert [f.question for f in real.desk.county.faqs()] == [INSURANCE.question]
    assert "没有这一条" in real.tell(陈建平, "删除问答 农家书屋几点开门")[0].text


def test_an_entry_for_everybody_is_the_countys_to_strike(real: Office) -> None:
    assert "不归您管" in real.tell(陈建平, "删除问答 新农合什么时候交")[0].text
    assert real.desk.county.faqs() == ROSTER.faqs
