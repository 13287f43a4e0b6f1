"""The weekly picture: Chinese that can be read, or none (PRODUCT 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import picture
from bot.carriers import TransportCarrier
from bot.picture import Font, chinese_fonts, draw
from bot.transports.base import Address, Delivery, Sent
from casework.digest import Bar, Chart
from casework.notice import Notice
from casework.taxonomy import Kind
from tests.bot.conftest import MORNING, Village

CHART = Chart("前童镇 6月8日至6月14日", (Bar("双桥村", 12, 9, 2), Bar("竹林村", 5, 5, 0)))


@pytest.fixture
def font() -> None:
    if not chinese_fonts():
        pytest.skip("no Chinese font is installed")


class Door:
    """A transport that keeps what it is shown."""

    session = "s1"

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shown: list[bytes] = []
        self.answer = Sent(Delivery.OK)

    def send(self, to: Address, text: str) -> Sent:
        self.said.append(text)
        return self.answer

    def send_picture(self, to: Address, picture: Path) -> Sent:
        self.shown.append(picture.read_bytes())
        return Sent(Delivery.REFUSED)


def test_bars_of_villages_are_drawn(font: None, tmp_path: Path) -> None:
    assert draw(CHART, tmp_path / "week.png")
    assert (tmp_path / "week.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(picture, "chinese_fonts", lambda: ())
    assert not draw(CHART, tmp_path / "week.png")
    assert not (tmp_path / "week.png").exists()


def test_a_font_that_lacks_a_villages_character_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    poor = Font(
        tmp_path / "poor.ttf", "Poor", frozenset(map(ord, "前童镇月日至双桥村登记结案超时0123456789"))
    )
    monkeypatch.setattr(picture, "chinese_fonts", lambda: (poor,))
    assert not draw(CHART, tmp_path / "week.png")  # 竹林村 would be boxes


def test_it_goes_beside_the_text_and_its_failure_repeats_nothing(font: None, village: Village) -> None:
    door = Door()
    carrier = TransportCarrier(door, village.desk)  # type: ignore[arg-type]
    notice = Notice(Kind.DIGEST, "【今日汇总】", MORNING, person="K005", picture=CHART.dumps())
    assert carrier.carry(notice, MORNING).result is Delivery.OK
    assert door.said == ["【今日汇总】"]
    assert door.shown[0].startswith(b"\x89PNG")


def test_what_was_not_said_is_not_shown(font: None, village: Village) -> None:
    door = Door()
    door.answer = Sent(Delivery.OFFLINE)
    notice = Notice(Kind.DIGEST, "【今日汇总】", MORNING, person="K005", picture=CHART.dumps())
    TransportCarrier(door, village.desk).carry(notice, MORNING)  # type: ignore[arg-type]
    assert door.shown == []
