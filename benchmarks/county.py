"""The whole county: import, export, routing and a change of roster, beside plain code and the demo county.

    python -m benchmarks county

Imports are compared with reading the same files and inserting them by the
database's own driver, without looking at a row; routing, memory and changes with
the demo county. The largest figures wanted: import 60 s and 1,500 MB, unchanged
20 s, routing 2,000 µs at the 99th percentile, gazetteers 300 MB more than the demo
county's, a change in force within 5 s. Processor seconds are the whole process's, so
that they don't depend on the machine's other work; a database server's own are not in them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from benchmarks.county_change import change_in_force
from benchmarks.report import ROOT, Figures, in_child
from bot.simulation.county import HOUSEHOLDS, make_county
from storage.engine import open_engine
from storage.roster_files import read_roster, write_roster

DEMO = ROOT / "examples" / "county"
SEED = 1
_step = partial(in_child, "benchmarks.county_step")


def run() -> Figures:
    """Ours and the baselines."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "county"
        write_roster(whole, make_county(SEED, HOUSEHOLDS, read_roster(DEMO), lambda done, of: None))
        ours: dict[str, float] = {}
        base: dict[str, float] = {}
        _on("SQLite", _sqlite(Path(folder)), whole, ours, base)
        with _postgresql(Path(folder) / "pg") as urls:
            _on("PostgreSQL", urls, whole, ours, base)
    return {"ours": ours, "baseline": base}


def _on(
    database: str, urls: Iterator[str], whole: Path, ours: dict[str, float], base: dict[str, float]
) -> None:
    url, plain, demo = next(urls), next(urls), next(urls)
    first, inserted = _step("import", whole, url), _step("insert", whole, plain)
    again, read = _step("import", whole, url), _step("read", whole)
    for step, mine, theirs in (("import", first, inserted), ("unchanged", again, read)):
        for what in ("s", "processor s", "MB"):
            ours[f"{database}: {step}, {what}"] = mine[what]
            base[f"{database}: {step}, {what}"] = theirs[what]
    ours[f"{database}: unchanged, rows changed"] = again["changed"]
    back = _step("export", whole.parent / "out", url)
    ours[f"{database}: export and import, s"] = back["s"]
    ours[f"{database}: export and import, rows changed"] = back["changed"]
    ours[f"{database}: check, s"], base[f"{database}: check, s"] = _step("check", url)["s"], read["s"]
    _step("import", DEMO, demo)
    for figures, there in ((ours, url), (base, demo)):
        for what, figure in _step("route", there).items():
            figures[f"{database}: {what}"] = figure
    for figures, there, files in ((ours, url, whole), (base, demo, DEMO)):
        for what, figure in change_in_force(there, files, whole.parent / "changed").items():
            figures[f"{database}: {what}"] = figure
        shutil.rmtree(whole.parent / "changed")


def _sqlite(folder: Path) -> Iterator[str]:
    for name in ("county", "plain", "demo"):
        yield f"sqlite:///{folder / name}.db"


@contextmanager
def _postgresql(folder: Path) -> Iterator[Iterator[str]]:
    """Databases on a server of our own, set up as it comes."""
    import pgserver

    server = pgserver.get_server(folder, cleanup_mode="delete")
    engine = open_engine(server.get_uri())
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for name in ("county", "plain", "demo"):
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = engine.url
    engine.dispose()
    try:
        yield (
            url.set(database=name).render_as_string(hide_password=False)
            for name in ("county", "plain", "demo")
        )
    finally:
        server.cleanup()
