"""The settings file of a township: read, checked, and put over the defaults.

Every key may be left out. Paths in the file are relative to the file itself;
``MINQING_DATABASE_URL`` and ``MINQING_WECHAT_URL`` win over it. A documented
sample is ``examples/minqing.yml``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from bot.settings_values import READERS, WrongValue, read_duration
from bot.transports.base import Gap
from casework.errors import BadSettings
from casework.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

_MEMORY = ("sqlite://", "sqlite:///:memory:")


@dataclass(frozen=True)
class Config:
    """Where things are and how the bot behaves.

    database_url: a SQLAlchemy URL. model_dir: the trained models, newest wins.
    learned_dir: what corrections taught. media_dir: pictures, voices and videos
    that arrive. state_dir: the saved WeChat login. wechat_url: another web-WeChat
    server, None for the real one.
    wechat_gap: pause between two messages of the account. settings: the rules.
    """

    database_url: str = f"sqlite:///{VAR / 'minqing.db'}"
    model_dir: Path = ROOT / "models"
    learned_dir: Path = VAR / "learned"
    media_dir: Path = VAR / "media"
    state_dir: Path = VAR / "state"
    wechat_url: str | None = None
    wechat_gap: Gap = field(default_factory=lambda: Gap(15.0, 25.0))
    settings: Settings = field(default_factory=Settings)


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of a file, `MINQING_CONFIG` where none is named, the defaults without either.

    Raises `BadSettings` with one line ``FILE: key: what is wrong`` for each mistake.
    """
    if path is None and environ.get("MINQING_CONFIG"):
        path = Path(environ["MINQING_CONFIG"])
    return _over(_read(path) if path else Config(), environ)


def default_config(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings without any file: for looking further where the file is wrong."""
    return _over(Config(), environ)


def _over(config: Config, environ: Mapping[str, str]) -> Config:
    return replace(
        config,
        database_url=environ.get("MINQING_DATABASE_URL") or config.database_url,
        wechat_url=environ.get("MINQING_WECHAT_URL") or config.wechat_url,
    )


class _File:
    """A settings file being read; collects what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []

    def blame(self, key: str, what: str) -> None:
        self.faults.append(f"{self.path}: {key}: {what}" if key else f"{self.path}: {what}")

    def section(self, value: object, key: str, known: Mapping[str, object]) -> dict[str, Any]:
        """A mapping with known keys only; each unknown one is a fault."""
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            self.blame(key, "应是“键: 值”的一段")
            return {}
        for name in value:
            if name not in known:
                self.blame(f"{key}.{name}" if key else str(name), f"不认识的键，可用：{'、'.join(known)}")
        return {name: v for name, v in value.items() if name in known}

    def text(self, value: object, key: str) -> str | None:
        if isinstance(value, str) and value:
            return value
        self.blame(key, "应是一行文字")
        return None


def _read(path: Path) -> Config:
    file = _File(path)
    try:
        # Every scalar as it is written: YAML itself would take 18:00 for the number 1080.
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except FileNotFoundError:
        raise BadSettings(f"{path}: 没有这个设置文件，请检查 --config 或 MINQING_CONFIG") from None
    except OSError as error:
        raise BadSettings(f"{path}: 设置文件读不出来（{error.strerror}），请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: 设置文件不是 UTF-8 编码，请另存为 UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise BadSettings(f"{path}: {where}不是合格的 YAML，请检查缩进、冒号后的空格和引号") from error
    config = _config(file, content)
    if file.faults:
        raise BadSettings("\n".join(file.faults))
    return config


def _config(file: _File, content: object) -> Config:
    folders = {"models": "model_dir", "learned": "learned_dir", "media": "media_dir", "state": "state_dir"}
    known = {"database": _database, **dict.fromkeys(folders, _folder)}
    given = file.section(content, "", {**known, "wechat": None, "rules": None})
    names = {"database": "database_url", **folders}
    found: dict[str, Any] = {}
    for key, read in known.items():
        if key in given and (text := file.text(given[key], key)):
            found[names[key]] = read(text, file.path.parent)
    found |= _wechat(file, given.get("wechat"))
    return Config(**found, settings=_settings(file, given.get("rules")))


def _folder(text: str, base: Path) -> Path:
    return (base / Path(text).expanduser()).absolute()


def _database(url: str, base: Path) -> str:
    """A relative SQLite file stands beside the settings file, wherever the program is started."""
    head, name = "sqlite:///", url.removeprefix("sqlite:///")
    if not url.startswith(head) or url in _MEMORY or name.startswith(("/", ":", "file:")):
        return url
    return f"{head}{_folder(name, base)}"


def _wechat(file: _File, value: object) -> dict[str, Any]:
    given = file.section(value, "wechat", {"url": None, "gap": None, "daily_cap": None})
    found: dict[str, Any] = {}
    if "url" in given and (url := file.text(given["url"], "wechat.url")):
        found["wechat_url"] = url
    gap = Config().wechat_gap
    if "gap" in given:
        pair = given["gap"]
        try:
            if not isinstance(pair, list) or len(pair) != 2:
                raise WrongValue("应是两个时长，如 [15s, 25s]")
            low, high = (read_duration(v).total_seconds() for v in pair)
            if low > high:
                raise WrongValue("前一个时长应不大于后一个")
            gap = replace(gap, low=low, high=high)
        except WrongValue as error:
            file.blame("wechat.gap", str(error))
    if "daily_cap" in given:
        try:
            gap = replace(gap, daily_cap=READERS[int](given["daily_cap"]))
        except WrongValue as error:
            file.blame("wechat.daily_cap", str(error))
    return {**found, "wechat_gap": gap}


def _settings(file: _File, value: object) -> Settings:
    """Each field of `Settings` is a key, read as its type says."""
    kinds = get_type_hints(Settings)
    given = file.section(value, "rules", {f.name: None for f in fields(Settings)})
    found: dict[str, Any] = {}
    for name, raw in given.items():
        try:
            found[name] = READERS[kinds[name]](raw)
        except WrongValue as error:
            file.blame(f"rules.{name}", str(error))
    return Settings(**found)
