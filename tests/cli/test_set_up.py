"""The set-up: what counts as installed, and what somebody without Python 3.10 is told."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from bot.config import ROOT

BASH = shutil.which("bash")


@pytest.fixture(scope="module")
def packages() -> ModuleType:
    """``.ci/packages.py``, which is no package's module."""
    spec = importlib.util.spec_from_file_location("ci_packages", ROOT / ".ci" / "packages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where packages are looked for."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.setattr(sys, "path", [str(site)])
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return site


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A requirement file with two pins, a comment and a blank line."""
    path = tmp_path / "requirements.txt"
    path.write_text("# why\nalpha==1.0\n\nBeta_two==2.1  # because\n")
    return path


def put(site: Path, name: str, version: str, **extra: str) -> None:
    """Install a package of one module, with its record."""
    files = {f"{name}/__init__.py": "x = 1\n", **extra}
    info = f"{name}-{version}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    record = []
    for path, text in files.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        digest = urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(text.encode())}")
    (site / info / "RECORD").write_text("\n".join([*record, f"{info}/RECORD,,"]) + "\n")


def said(packages: ModuleType, what: str, listed: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    packages.main(what, listed)
    return capsys.readouterr().out.split()


Break = Callable[[Path], None]


def remove_module(site: Path) -> None:
    (site / "alpha" / "__init__.py").unlink()


def truncate_module(site: Path) -> None:
    (site / "alpha" / "__init__.py").write_text("")


def remove_record(site: Path) -> None:
    (site / "alpha-1.0.dist-info" / "RECORD").unlink()


def test_everything_there_leaves_nothing_to_do(packages, site, listed, capsys) -> None:
    put(site, "alpha", "1.0")
    put(site, "beta_two", "2.1")
    assert said(packages, "lacking", listed, capsys) == []


def test_what_is_missing_or_of_another_version_is_lacking(packages, site, listed, capsys) -> None:
    put(site, "alpha", "0.9")
    assert said(packages, "lacking", listed, capsys) == ["alpha==1.0", "Beta_two==2.1"]
    assert said(packages, "damaged", listed, capsys) == []


@pytest.mark.parametrize("harm", [remove_module, truncate_module, remove_record])
def test_a_half_installed_package_is_not_trusted(packages, site, listed, capsys, harm: Break) -> None:
    put(site, "alpha", "1.0")
    put(site, "beta_two", "2.1")
    harm(site)
    assert said(packages, "damaged", listed, capsys) == ["alpha==1.0"]
    assert said(packages, "lacking", listed, capsys) == ["alpha==1.0"]


def test_a_file_that_two_packages_overwrite_harms_neither(packages, site, listed, capsys) -> None:
    put(site, "alpha", "1.0", **{"README.md": "alpha"})
    put(site, "beta_two", "2.1", **{"README.md": "beta two"})
    assert said(packages, "lacking", listed, capsys) == []


def test_the_stamp_holds_until_the_list_changes(packages, site, listed) -> None:
    assert packages.main("is-done", listed) == 1
    packages.main("done", listed)
    assert packages.main("is-done", listed) == 0
    listed.write_text(listed.read_text() + "# another comment\n")
    assert packages.main("is-done", listed) == 0
    listed.write_text(listed.read_text() + "gamma==3\n")
    assert packages.main("is-done", listed) == 1


def test_looking_what_is_lacking_takes_the_stamp_back(packages, site, listed) -> None:
    packages.main("done", listed)
    packages.main("lacking", listed)
    assert packages.main("is-done", listed) == 1


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_without_the_wanted_python_it_says_what_to_do(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / ".ci", checkout / ".ci")
    (checkout / ".python-version").write_text("3.97\n")
    ran = subprocess.run(
        [str(BASH), str(checkout / ".ci" / "setup"), "requirements.txt"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "Python 3.97 was not found" in ran.stderr
    assert "pyenv install 3.97" in ran.stderr
    assert len(ran.stderr.splitlines()) <= 3
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_lists_its_targets() -> None:
    ran = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, env=os.environ, check=True)
    assert {line.split()[1] for line in ran.stdout.splitlines()} >= {
        "demo",
        "test",
        "check",
        "bench",
        "sandbox",
    }
