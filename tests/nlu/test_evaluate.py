"""Labelled files and the figures made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.reading import Reading, Span
from casework.taxonomy import Act, Category
from nlu.labelled import BadFile, Labelled, read_labelled
from nlu.scores import score


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_columns_may_stand_in_any_order_and_number(tmp_path: Path) -> None:
    rows = read_labelled(
        write(
            tmp_path / "a.tsv",
            "act\ttext\tcategory\tsecond\tplace\tnote",
            r"request	路坏了\n快修	road	safety	村口|桥头	alt:inquiry",
        )
    )
    assert rows == [
        Labelled(
            "路坏了\n快修", (Act.REQUEST, Act.INQUIRY), (Category.ROAD, Category.SAFETY), ("村口", "桥头")
        )
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("text\tcategory", "路坏了\troad"), r"bad.tsv:1: .*act"),
        (("text\tact", "路坏了\trequest", "路坏了\tmoan"), r"bad.tsv:3: unknown act 'moan'"),
        (("text\tact\tcategory", "路坏了\trequest\tstreet"), r"bad.tsv:2: unknown category 'street'"),
        (("text\tact", "路坏了\trequest\tx"), r"bad.tsv:2: 3 cells"),
    ],
)
def test_a_bad_file_is_told_by_line(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_labelled(write(tmp_path / "bad.tsv", *lines))


def test_figures_of_a_small_set() -> None:
    rows = [
        Labelled("村口路坏了", (Act.REQUEST,), (Category.ROAD,), ("村口",)),
        Labelled("停水了", (Act.REQUEST,), (Category.WATER,), ()),
        Labelled("吃了吗", (Act.CHAT,)),
        Labelled("堵车", (Act.CHAT,), gray=True),
    ]
    readings = [
        Reading("村口路坏了", Act.REQUEST, category=Category.ROAD, places=(Span("村口", 0, 2),)),
        Reading("停水了", Act.CHAT),
        Reading("吃了吗", Act.INQUIRY),
        Reading("堵车", Act.REQUEST),
    ]
    scores = score(rows, readings)
    assert (scores.rows, scores.recall, scores.false_alarms) == (3, 0.5, 1000.0)
    assert (scores.category_accuracy, scores.place_exact, scores.place_overlap) == (0.5, 1.0, 1.0)


def test_an_accepted_other_act_is_right() -> None:
    rows = [Labelled("几时修", (Act.REQUEST, Act.INQUIRY), (Category.ROAD, Category.SAFETY))]
    scores = score(rows, [Reading("几时修", Act.INQUIRY, category=Category.SAFETY)])
    assert (scores.act_accuracy, scores.category_accuracy) == (1.0, 1.0)
