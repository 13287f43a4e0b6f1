"""Replay as a township uses it: recorded chat in, everything the bot would have said out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.replay import village_days
from bot import replay as replaying
from bot.compose import Model
from bot.config import Config
from bot.transcript import read_transcript
from casework.errors import BadRoster, BadTranscript

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "examples" / "county"
FIRST = ROOT / "examples" / "transcripts" / "first_ticket.jsonl"


@pytest.fixture
def play(model: Model, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Replays files with the model that is loaded already."""
    monkeypatch.setattr(replaying, "load_model", lambda folder: model)

    def run(*files: Path, **more: Any) -> list[dict[str, Any]]:
        lines: list[str] = []
        replaying.replay(files, Config(), roster=COUNTY, emit=lines.append, **more)
        return [json.loads(line) for line in lines]

    return run


def write(path: Path, *events: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(e, ensure_ascii=False) for e in events), encoding="utf-8")
    return path


def at(clock: str) -> str:
    return f"2026-06-10T{clock}+08:00"


def test_one_ticket_from_report_to_digest(play: Any) -> None:
    said = play(FIRST, tickets=True)
    end = said.index({"end": True})
    in_group = [line["kind"] for line in said[:end] if line["chat"]]
    assert in_group == ["ack", "status", "confirm", "status", "digest"]
    (ticket,) = said[end + 1 :]
    assert ticket["status"] == "closed"
    assert ticket["outcome"] == "fixed"
    assert ticket["rating"] == "satisfied"
    assert ticket["grid"] == "第二网格"
    assert ticket["cadre"] == "K002"


def test_two_processes_say_the_same_to_the_byte(play: Any, tmp_path: Path) -> None:
    days = tmp_path / "days.jsonl"
    days.write_text(village_days(200), encoding="utf-8")
    said = play(days, tickets=True)
    assert sum(1 for line in said if line.get("kind") == "ack") > 15
    command = [sys.executable, "-m", "bot", "replay", str(days), "--roster", str(COUNTY), "--json"]
    # In a set of strings nothing stands where it stood in another process.
    ran = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True)
    assert ran.stderr == b""
    assert ran.stdout.decode() == "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in said)


def test_several_files_are_runs_of_their_own(play: Any) -> None:
    said = play(FIRST, FIRST, tickets=True)
    starts = [i for i, line in enumerate(said) if "file" in line]
    assert starts[0] == 0
    assert len(starts) == 2
    assert said[1 : starts[1]] == said[starts[1] + 1 :]


def test_a_second_replay_goes_on_from_the_first(play: Any, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    morning = write(
        tmp_path / "morning.jsonl",
        {
            "at": at("09:00:00"),
            "chat": "双桥村民情交流群",
            "from": "王婶",
            "text": "老樟树旁边的路灯三天没亮了",
        },
        {"at": at("09:05:00"), "advance": True},
    )
    noon = write(
        tmp_path / "noon.jsonl",
        {"at": at("12:00:00"), "from": "陈丽萍", "person": "K002", "text": "#1 收到"},
        {
            "at": at("12:01:00"),
            "chat": "双桥村民情交流群",
            "from": "阿昌",
            "text": "桥头的路塌了一大块，车过不去",
        },
        {"at": at("12:05:00"), "advance": True},
    )
    play(morning, database=url)
    said = play(noon, database=url, tickets=True)
    tickets = said[said.index({"end": True}) + 1 :]
    assert [(t["ticket"], t["status"]) for t in tickets] == [("1", "accepted"), ("2", "assigned")]


def test_an_unbound_group_is_left_alone(play: Any, tmp_path: Path) -> None:
    file = write(
        tmp_path / "t.jsonl",
        {"at": at("09:00:00"), "chat": "麻将群", "from": "王婶", "text": "村口路灯坏了没人修"},
        {"at": at("09:05:00"), "advance": True},
    )
    assert play(file) == []


def test_very_long_and_wordless_messages_do_no_harm(play: Any, tmp_path: Path) -> None:
    group = "双桥村民情交流群"
    file = write(
        tmp_path / "t.jsonl",
        {"at": at("09:00:00"), "chat": group, "from": "王婶", "text": "啊" * 20_000},
        {"at": at("09:01:00"), "chat": group, "from": "王婶", "text": "😂😂👍[捂脸]"},
        {"at": at("09:02:00"), "chat": group, "from": "王婶", "text": ""},
        {"at": at("09:05:00"), "advance": True},
    )
    assert play(file) == []


def test_a_wrong_number_is_answered(play: Any, tmp_path: Path) -> None:
    file = write(
        tmp_path / "t.jsonl",
        {"at": at("09:00:00"), "from": "陈丽萍", "person": "K002", "text": "#99 办结 修好了"},
        {"at": at("09:00:10"), "advance": True},
    )
    (answer,) = play(file)
    assert answer["to"] == "K002"
    assert answer["kind"] == "refuse"
    assert "#99" in answer["text"]


def test_every_bad_line_is_named_and_nothing_is_played(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(
        "\n".join(
            [
                '{"at": "2026-06-10T09:00:00+08:00", "chat": "群", "from": "王婶", "text": "好"}',
                "不是 JSON",
                '{"at": "2026-06-10T09:00:00", "from": "王婶", "text": "没有时区"}',
                '{"at": "2026-06-10T08:00:00+08:00", "from": "王婶", "text": "倒退"}',
                '{"at": "2026-06-10T09:00:00+08:00", "from": "王婶", "txt": "写错"}',
                '{"at": "2026-06-10T09:00:00+08:00", "from": "王婶"}',
                '{"at": "2026-06-10T09:00:00+08:00", "from": 3, "text": "数字"}',
                "[" * 50_000,
                '{"at": ' + "9" * 5_000 + "}",
                '{"at": "9999-12-31T09:00:00+08:00", "from": "王婶", "text": "太晚"}',
            ]
        ),
        encoding="utf-8",
    )
    with pytest.raises(BadTranscript) as caught:
        read_transcript(file)
    assert [fault.row for fault in caught.value.faults] == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert str(caught.value).startswith(f"{file}:2: ")


def test_a_file_that_is_no_transcript_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.jsonl").write_bytes(b"\n" + "路基坏了".encode("gbk"))
    with pytest.raises(BadTranscript, match=r"gbk\.jsonl:2: 不是 UTF-8"):
        read_transcript(tmp_path / "gbk.jsonl")
    for path, says in ((tmp_path, "读不出来"), (tmp_path / "none.jsonl", "没有这个文件")):
        with pytest.raises(BadTranscript, match=says):
            read_transcript(path)


def test_a_bad_roster_stops_it_before_anything_is_said(model: Model, tmp_path: Path) -> None:
    (tmp_path / "乡镇.csv").write_text("乡镇\n\n前童镇,多一格\n", encoding="utf-8")
    lines: list[str] = []
    with pytest.raises(BadRoster):
        replaying.replay([FIRST], replace(Config(), model_dir=model.path), roster=tmp_path, emit=lines.append)
    assert lines == []
