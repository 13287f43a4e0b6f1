"""How long the routing of one message takes, against the plain search that came first.

    python -m benchmarks routing

One village of that many names; messages of every length a group sees. Times are
microseconds of processor time for one message, so that neighbours on the machine
don't count; building the index and reading the dictionary are told apart.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.report import Figures
from casework.county import Cadre, Grid, Household, Landmark, Place, Roster, Township, Village
from casework.places.gazetteer import Gazetteer
from casework.routing import route
from storage.county import SqlCounty
from storage.engine import open_engine
from storage.migrate import prepare
from storage.roster_store import import_roster

PHRASES = Path(__file__).resolve().parents[1] / "tests" / "routing" / "phrases.tsv"
ROUNDS = 20
LANDMARKS, SEED = 1_500, 7
_GIVEN = "海波志强永根金法昌明水苗国良才兴仁富伟有贤忠大立新宝庆善小平财亚军振华启维君云开德和炳万里春长生火"
_FAMILY = "童陈李叶胡冯褚王张周"
_FRONT = "上下前后东西里外大小老新"
_BACK = ("桥", "井", "塘", "岭", "祠堂", "晒场", "水池", "弄堂", "埠头", "竹园", "店", "亭")


def large_village(count: int, random: Random) -> Roster:
    """A village in three grids whose gazetteer has at least `count` names."""
    grids = tuple(Grid("试验镇", "大村", f"第{n}网格", "K1") for n in "一二三")
    places = {
        name: Place("试验镇", "大村", name, random.choice(grids).name, (name + "边",))
        for name in (f"{a}{b}{c}" for a in _FRONT for b in _FRONT for c in _BACK if a != b)
    }
    chosen = dict(sorted(places.items())[: count // 6])
    households = []
    while len(households) < count // 3 + 1:
        given = random.choice(_GIVEN) + random.choice(_GIVEN)
        id = f"H{len(households):05}"
        head = random.choice(_FAMILY) + given
        grid = random.choice(grids).name
        households.append(Household(id, "试验镇", "大村", grid, head, (), (f"{given}家",)))
    return Roster(
        townships=(Township("试验镇", "K1"),),
        villages=(Village("试验镇", "大村", "K1", "K1"),),
        grids=grids,
        cadres=(Cadre("K1", "王明", "试验镇"),),
        households=tuple(households),
        places=tuple(chosen.values()),
    )


def messages(landmarks: Sequence[Landmark], random: Random) -> list[str]:
    """What villagers say, half of it with names of this village, some of it long."""
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        said = [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    named = [f"{random.choice(landmarks).word}{text}" for text in said]
    return [*said, *named, *("，".join(random.sample(said, 8)) for _ in range(20))]


def landmarks_in(text: str, landmarks: Iterable[Landmark]) -> list[Landmark]:
    """The plain search that came first: the longest names first, none inside another one's words."""
    taken = [False] * len(text)
    found: list[Landmark] = []
    for landmark in landmarks:
        start = text.find(landmark.word)
        while start >= 0:
            end = start + len(landmark.word)
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(landmark)
                break
            start = text.find(landmark.word, start + 1)
    return found


def timed(work: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """Microseconds for each text, `ROUNDS` times over."""
    taken = []
    for _ in range(ROUNDS):
        for text in texts:
            begun = time.thread_time()
            work(text)
            taken.append((time.thread_time() - begun) * 1e6)
    return sorted(taken)


def nobody(cadre: str) -> str | None:
    """Everybody is at work."""
    return None


def run() -> Figures:
    """Times of both, the index told apart."""
    random = Random(SEED)
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/routing.db", durable=False)
        prepare(engine)
        import_roster(engine, large_village(LANDMARKS, random))
        found = measure(SqlCounty(engine), random)
        engine.dispose()
    return found


def measure(county: SqlCounty, random: Random) -> Figures:
    """Time the search for names alone and the whole of routing."""
    village = county.village("试验镇/大村")
    assert village is not None
    landmarks = county.landmarks(village.key)
    texts = messages(landmarks, random)
    speech = county.gazetteer(village.key).speech
    begun = time.thread_time()
    speech.is_word("")
    dictionary = time.thread_time() - begun
    begun = time.thread_time()
    Gazetteer(landmarks, speech)
    index = time.thread_time() - begun
    plain = timed(lambda text: landmarks_in(text, landmarks), texts)
    ours = timed(
        lambda text: route(county, village, places=(), text=text, household=None, stand_in=nobody), texts
    )
    once = {"dictionary, once, ms": dictionary * 1e3, "index, a village and roster, ms": index * 1e3}
    return {"ours": {**_times(ours), **once}, "names only": _times(plain)}


def _times(taken: Sequence[float]) -> dict[str, float]:
    return {
        "a message, median, µs": statistics.median(taken),
        "a message, 99 of 100, µs": taken[int(len(taken) * 0.99)],
        "a message, worst, µs": taken[-1],
    }
