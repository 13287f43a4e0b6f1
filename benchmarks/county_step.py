"""One step of the county's benchmark in a process of its own; the last line printed is JSON."""

from __future__ import annotations

import csv
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.engine import Engine, make_url

from benchmarks.report import megabytes, peak_megabytes
from benchmarks.routing import PHRASES, nobody
from casework.county import Village
from casework.routing import route
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_files import read_roster, write_roster
from storage.roster_store import export_roster, import_roster

MESSAGES = 20_000


def opened(url: str) -> Engine:
    """The database, brought up to date, as safe as in service."""
    engine = open_engine(url)
    prepare(engine)
    return engine


def take_in(path: str, url: str) -> dict[str, float]:
    """What ``roster import`` does; ``at`` is the moment when it is in the database."""
    engine = opened(url)
    begun = time.perf_counter()
    counted = import_roster(engine, read_roster(Path(path)))
    at = time.time()
    changed = sum(c.added + c.changed + c.removed for c in counted.values())
    return {**_spent(begun), "changed": changed, "at": at}


def give_out(path: str, url: str) -> dict[str, float]:
    """What ``roster export`` does, and importing that again."""
    engine = opened(url)
    begun = time.perf_counter()
    write_roster(Path(path), export_roster(engine))
    counted = import_roster(engine, read_roster(Path(path)))
    return {**_spent(begun), "changed": sum(c.added + c.changed + c.removed for c in counted.values())}


def look_over(url: str) -> dict[str, float]:
    """What ``check`` does with the roster."""
    from bot.roster_checks import check_roster

    engine = opened(url)
    begun = time.perf_counter()
    list(check_roster(export_roster(engine)))
    return _spent(begun)


def read(path: str) -> dict[str, float]:
    """Read the files and no more."""
    begun = time.perf_counter()
    for _, rows in _files(Path(path)):
        list(rows)
    return _spent(begun)


def insert(path: str, url: str) -> dict[str, float]:
    """Read the files and put the rows into tables by the driver alone, in one transaction."""
    begun = time.perf_counter()
    put = _by_sqlite3 if url.startswith("sqlite") else _by_psycopg2
    put(url, Path(path))
    return _spent(begun)


def _files(folder: Path) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            yield next(rows), rows


def _by_sqlite3(url: str, folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN IMMEDIATE")
    for n, (header, rows) in enumerate(_files(folder)):
        columns = ", ".join(f"c{i} TEXT" for i in range(len(header)))
        connection.execute(f"CREATE TABLE t{n} (id INTEGER PRIMARY KEY, {columns})")
        blanks = ", ".join("?" * len(header))
        connection.executemany(f"INSERT INTO t{n} VALUES (NULL, {blanks})", rows)
    connection.execute("COMMIT")
    connection.close()


def _by_psycopg2(url: str, folder: Path) -> None:
    import psycopg2
    from psycopg2.extras import execute_values

    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        for n, (header, rows) in enumerate(_files(folder)):
            names = [f"c{i}" for i in range(len(header))]
            cursor.execute(f"CREATE TABLE t{n} (id SERIAL PRIMARY KEY, {' TEXT, '.join(names)} TEXT)")
            execute_values(cursor, f"INSERT INTO t{n} ({', '.join(names)}) VALUES %s", rows, page_size=1000)
    connection.close()


def route_messages(url: str) -> dict[str, float]:
    """Route messages of every village in turn, with all that is on file in memory; processor time."""
    county = SqlCounty(opened(url))
    villages = county.villages()
    county.gazetteer(villages[0].key).speech.is_word("")
    before, begun = megabytes(), time.thread_time()
    for village in villages:
        county.gazetteer(village.key)
    loaded = time.thread_time() - begun
    memory = megabytes() - before
    texts = _messages()
    chosen = random.Random(7)
    taken = []
    for n in range(MESSAGES):
        village = villages[n % len(villages)]
        text = chosen.choice(texts)
        begun = time.thread_time()
        _route(county, village, text)
        taken.append((time.thread_time() - begun) * 1e6)
    taken.sort()
    return {
        "gazetteers, MB": memory,
        "gazetteers, ms a village": loaded / len(villages) * 1e3,
        "routing, median, µs": statistics.median(taken),
        "routing, 99 of 100, µs": taken[int(len(taken) * 0.99)],
    }


def _route(county: SqlCounty, village: Village, text: str) -> None:
    route(county, village, places=(), text=text, household=None, stand_in=nobody)


def _messages() -> list[str]:
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _spent(begun: float) -> dict[str, float]:
    return {"s": time.perf_counter() - begun, "processor s": time.process_time(), "MB": peak_megabytes()}


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "import": take_in,
    "export": give_out,
    "check": look_over,
    "read": read,
    "insert": insert,
    "route": route_messages,
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
