"""The settings file: what may be written, what wins, and how mistakes are told."""

from __future__ import annotations

from dataclasses import fields
from datetime import time, timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.config import ROOT, Config, load_config
from bot.settings_values import READERS
from casework.errors import BadSettings
from casework.settings import Settings
from casework.taxonomy import Category

SAMPLE = ROOT / "examples" / "minqing.yml"


@pytest.fixture
def written(tmp_path: Path):
    """Writes a settings file and returns it."""

    def write(text: str) -> Path:
        path = tmp_path / "county.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def load(path: Path | None, **environ: str) -> Config:
    return load_config(path, environ)


def mistakes(path: Path) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        load(path)
    return [line.removeprefix(f"{path}: ") for line in str(caught.value).splitlines()]


def test_without_a_file_the_defaults_hold() -> None:
    assert load(None) == Config()


def test_an_empty_file_is_fine(written) -> None:
    assert load(written("# nothing yet\n")) == Config()


def test_the_sample_states_the_defaults() -> None:
    assert load(SAMPLE) == Config()


def test_the_sample_mentions_every_rule() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert [f.name for f in fields(Settings) if f"  {f.name}:" not in text] == []


def test_every_kind_of_rule_can_be_read() -> None:
    kinds = get_type_hints(Settings)
    assert len(kinds) > 10
    assert [name for name, kind in kinds.items() if kind not in READERS] == []


def test_durations_times_numbers_and_categories_are_read(written) -> None:
    path = written(
        "rules:\n  window: 2min\n  silence: 0.5s\n  duplicate_within: 3d\n  accept_within: 48h\n"
        "  quiet_from: 22:00\n  quiet_to: 6:30\n  per_hour: 4\n  faq_similarity: 0.75\n"
        "  category_workdays: {供水: 2, road: 7}\n"
    )
    rules = load(path).settings
    assert (rules.window, rules.silence) == (timedelta(minutes=2), timedelta(seconds=0.5))
    assert (rules.duplicate_within, rules.accept_within) == (timedelta(days=3), timedelta(hours=48))
    # YAML by itself takes an unquoted 22:00 for the number 1320.
    assert (rules.quiet_from, rules.quiet_to) == (time(22, 0), time(6, 30))
    assert (rules.per_hour, rules.faq_similarity) == (4, 0.75)
    assert rules.category_workdays == {Category.WATER: 2, Category.ROAD: 7}


def test_paths_are_relative_to_the_file(written) -> None:
    path = written("database: sqlite:///data/a.db\nmodels: m\nmedia: files\nstate: /srv/state\n")
    config = load(path)
    assert config.database_url == f"sqlite:///{path.parent / 'data/a.db'}"
    assert (config.model_dir, config.media_dir) == (path.parent / "m", path.parent / "files")
    assert config.state_dir == Path("/srv/state")


@pytest.mark.parametrize("url", ["sqlite:////srv/a.db", "postgresql://bot@db/minqing", "sqlite://"])
def test_other_addresses_stay_as_they_are(written, url: str) -> None:
    assert load(written(f"database: {url}\n")).database_url == url


def test_the_account_may_be_slowed_down(written) -> None:
    config = load(written("wechat:\n  url: http://localhost:9000\n  gap: [20s, 1min]\n  daily_cap: 300\n"))
    assert config.wechat_url == "http://localhost:9000"
    assert (config.wechat_gap.low, config.wechat_gap.high, config.wechat_gap.daily_cap) == (20.0, 60.0, 300)


def test_the_environment_wins(written) -> None:
    path = written("database: sqlite:////srv/a.db\nwechat: {url: http://localhost:1}\n")
    config = load_config(
        None,
        {
            "MINQING_CONFIG": str(path),
            "MINQING_DATABASE_URL": "sqlite:////srv/b.db",
            "MINQING_WECHAT_URL": "http://localhost:2",
        },
    )
    assert (config.database_url, config.wechat_url) == ("sqlite:////srv/b.db", "http://localhost:2")


def test_a_file_that_is_named_wins_over_the_environment(written, tmp_path: Path) -> None:
    path = written("database: sqlite:////srv/a.db\n")
    assert load(path, MINQING_CONFIG=str(tmp_path / "other.yml")).database_url == "sqlite:////srv/a.db"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("databse: x\n", "databse"),
        ("rules: {windw: 90s}\n", "rules.windw"),
        ("wechat: {speed: 3}\n", "wechat.speed"),
        ("rules: {window: 90}\n", "rules.window"),
        ("rules: {window: [90s]}\n", "rules.window"),
        ("rules: {window: 99999d}\n", "rules.window"),
        ("rules: {quiet_from: 24:00}\n", "rules.quiet_from"),
        ("rules: {quiet_from: ten}\n", "rules.quiet_from"),
        ("rules: {per_hour: -1}\n", "rules.per_hour"),
        ("rules: {per_hour: many}\n", "rules.per_hour"),
        ("rules: {faq_similarity: 1.5}\n", "rules.faq_similarity"),
        ("rules: {category_workdays: {魔法: 2}}\n", "rules.category_workdays"),
        ("rules: {category_workdays: 5}\n", "rules.category_workdays"),
        ("rules: 5\n", "rules"),
        ("wechat: {gap: 5s}\n", "wechat.gap"),
        ("wechat: {gap: [25s, 15s]}\n", "wechat.gap"),
        ("wechat: {daily_cap: no}\n", "wechat.daily_cap"),
        ("database: [a]\n", "database"),
        ("models:\n", "models"),
    ],
)
def test_a_mistake_is_told_with_its_key(written, text: str, key: str) -> None:
    (line,) = mistakes(written(text))
    assert line.startswith(f"{key}: ")
    assert len(line) > len(key) + 4


def test_every_mistake_is_told_at_once(written) -> None:
    assert len(mistakes(written("rules: {window: x, silence: y}\nother: z\n"))) == 3


@pytest.mark.parametrize("text", ["rules: [\n", "a: b: c\n", "- one\n- two\n", "\tx: 1\n"])
def test_what_is_no_settings_file_is_told_in_a_line(written, text: str) -> None:
    assert len(mistakes(written(text))) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"nowhere\.yml"):
        load(tmp_path / "nowhere.yml")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="读不出来"):
        load(tmp_path)
