"""What the page lets people do, through the real transport and the real model."""

from __future__ import annotations

import re

import pytest
import requests

from bot.web.server import WebServer, open_server
from tests.web.window import VILLAGE, Window, read

pytestmark = pytest.mark.slow

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
TROUBLE = "下街老樟树旁边的路基塌了一大块，晚上骑车要摔的"


def report(window: Window) -> None:
    """王婶 reports, and the clock goes on until it is registered."""
    window.enter("王婶")
    window.do("say", text=TROUBLE)
    window.do("advance", step="15s")


def test_a_report_becomes_a_ticket_beside_the_chat(window: Window) -> None:
    report(window)
    words = window.words()
    assert "@王婶 已登记 #1〔道路桥梁〕" in words
    assert "已派单" in words
    assert "第二网格 陈丽萍" in words


def test_the_cadre_accepts_by_quoting_and_the_status_follows(window: Window) -> None:
    report(window)
    window.be("K002", "private")
    told = window.server.stage.world.said_by_bot()[0]
    assert told.peer is window.server.stage.residents.people["K002"]
    window.do("say", text="收到", quote=told.id)
    window.do("advance", step="15s")
    ticket = window.server.stage.tickets()[0]
    assert (ticket.status.value, ticket.history[-1].by) == ("accepted", "K002")
    assert "已签收" in window.words()


def test_words_of_people_never_become_markup(window: Window) -> None:
    window.enter("<i>坏人</i>")
    before = read(window.open()).tags.count("script")
    window.do("say", text='村口<script>alert(1)</script>的路灯坏了<img src=x onerror="alert(2)">')
    window.do("advance", step="15s")
    page = read(window.open())
    assert page.tags.count("script") == before
    assert "i" not in page.tags
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert "<i>坏人</i>" in "".join(page.words)


def test_a_picture_is_kept_as_evidence_and_shown(window: Window) -> None:
    window.enter("王婶")
    window.do("say", text=TROUBLE, picture=PICTURE)
    window.do("advance", step="15s")
    evidence = window.server.stage.tickets()[0].evidence
    assert [e.file is not None for e in evidence] == [False, True]
    address = re.search(r'src="/(picture/\d+)"', window.open())
    assert address
    shown = window.http.get(window.server.url + address[1], timeout=10)
    assert (shown.content, shown.headers["Content-Type"]) == (PICTURE, "image/png")


def test_only_pictures_are_taken(window: Window) -> None:
    window.enter("王婶")
    answer = window.do("say", picture=b"<html><script>alert(1)</script>")
    assert answer.status_code == 400
    assert "只能发" in answer.text


def test_a_recalled_report_leaves_the_chat_and_is_withdrawn(window: Window) -> None:
    report(window)
    world = window.server.stage.world
    own = next(m for m in world.messages if m.text == TROUBLE)
    window.do("recall", message=own.id)
    window.do("advance", step="15s")
    assert "王婶 撤回了一条消息" in window.words()
    assert window.server.stage.tickets()[0].status.value == "withdrawn"


def test_nobody_takes_back_what_another_said(window: Window) -> None:
    report(window)
    own = next(m for m in window.server.stage.world.messages if m.text == TROUBLE)
    window.be("K002")
    assert window.do("recall", message=own.id).status_code == 400
    assert TROUBLE in window.words()


def test_one_name_in_one_group_is_one_person(window: Window) -> None:
    window.enter("王婶")
    first = window.me
    window.enter("王婶")
    assert window.me == first
    window.enter("王婶", "竹林村民情交流群")
    assert window.me != first


def test_the_bot_cannot_be_played(window: Window) -> None:
    window.me, window.chat = "bot", window.server.stage.residents.groups[VILLAGE].id
    assert window.do("say", text="大家好").status_code == 400
    window.me = ""
    assert window.do("enter", name="民情通").status_code == 400


def test_nobody_speaks_in_a_group_he_is_not_in(window: Window) -> None:
    person = window.be("K011", "一市镇岭头村民情交流群")
    group = window.server.stage.residents.groups[VILLAGE]
    window.chat = group.id
    window.do("say", text="我来看看")
    assert not [m for m in window.server.stage.world.talk(group) if m.sender is person]


def test_the_search_finds_people_by_name_key_village_and_byname(window: Window) -> None:
    def found(words: str) -> str:
        answer = window.http.get(window.server.url + "hits", params={"q": words}, timeout=10)
        return "".join(read(answer.text).words)

    assert "陈丽萍干部 K002" in found("K002")
    assert "童永根村民 H0005" in found("永根 双桥")
    assert "王彩凤村民 H0001" in found("王婶家")
    assert "一市镇岭头村民情交流群" in found("岭头")
    assert "没有找到" in found("查无此人")


def test_the_clock_stops_on_its_way_for_the_digest(window: Window) -> None:
    report(window)
    window.do("advance", step="18")
    window.do("advance", step="8")
    digests = [m for m in window.server.stage.world.said_by_bot() if "日报" in m.text or "今日清单" in m.text]
    assert [int(m.at) % 86400 // 3600 for m in digests] == [10, 0]  # 18:00 and 08:00 in Beijing


def test_news_brings_only_what_changed(window: Window) -> None:
    window.enter("王婶")
    asked = {"me": window.me, "chat": window.chat}
    every = window.http.get(window.server.url + "news", params=asked, timeout=10).json()
    assert {"talk", "board", "clock"} <= every.keys()
    known = {name: part["version"] for name, part in every.items()}
    window.do("say", text="今天天气真好")
    changed = window.http.get(window.server.url + "news", params={**asked, **known}, timeout=10).json()
    assert "talk" in changed
    assert "今天天气真好" in changed["talk"]["html"]
    assert "board" not in changed


def test_a_page_elsewhere_cannot_speak_in_ones_name(window: Window) -> None:
    window.enter("王婶")
    fields = {"me": window.me, "chat": window.chat, "text": "转账给我"}
    url = window.server.url + "say"
    token = window.token()
    assert requests.post(url, data=fields, timeout=10).status_code == 403
    assert requests.post(url, data={**fields, "token": "猜的"}, timeout=10).status_code == 403
    elsewhere = {"Origin": "http://evil.example"}
    assert (
        requests.post(url, data={**fields, "token": token}, headers=elsewhere, timeout=10).status_code == 403
    )
    rebound = {"Host": f"evil.example:{window.server.port}"}
    assert requests.post(url, data={**fields, "token": token}, headers=rebound, timeout=10).status_code == 403
    assert requests.get(window.server.url, headers=rebound, timeout=10).status_code == 403
    assert "转账给我" not in window.words()


def test_it_listens_on_the_loopback_interface_and_moves_on_from_a_taken_port(server: WebServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    second = open_server(server.stage, server.port)
    try:
        assert second.port != server.port
    finally:
        second.server_close()


def test_in_the_quiet_hours_the_page_says_why_the_bot_is_silent(window: Window) -> None:
    assert "免打扰时段" not in window.words()
    window.do("advance", step="18")
    for _ in range(5):
        window.do("advance", step="1h")
    report(window)
    words = window.words()
    assert "免打扰时段（22:00–06:30）" in words
    assert "有话留到 06月11日 06:30 再说" in words
    assert "@王婶 已登记" not in words
    window.do("advance", step="8")
    assert "@王婶 已登记 #1" in window.words()
