"""`python -m nlu`: read lines, and measure how well lines are read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import typer

from casework.reading import Reading, Span
from nlu.archive import ModelError
from nlu.labelled import BadFile, Labelled, read_labelled
from nlu.reader import ModelReader
from nlu.scores import Scores, score
from nlu.terminal import at_the_terminal

app = typer.Typer(
    add_completion=False,
    help="Understand messages: parse them, or evaluate how well they are parsed.",
    pretty_exceptions_enable=False,
)

MODELS = Path(__file__).resolve().parent.parent / "models"
_MODEL = typer.Option(MODELS, "--model", help="A trained model, or the folder of models; the newest is used.")


class Speaker(str, Enum):
    """Whose lines they are."""

    VILLAGER = "villager"
    CADRE = "cadre"


_SPEAKER = typer.Option("villager", "--as", help="Whose messages the lines are.")


@app.command()
def parse(speaker: Speaker = _SPEAKER, model: Path = _MODEL) -> None:
    """Standard input: one message a line. Standard output: one JSON object a line."""
    reader = _load(model)
    out = sys.stdout
    for text in _lines():
        out.write(
            json.dumps(as_json(reader.read(text, cadre=speaker is Speaker.CADRE)), ensure_ascii=False) + "\n"
        )
    out.flush()


@app.command()
def evaluate(
    files: list[Path] = typer.Argument(..., help="Tab-separated files: text, act, category, place."),
    speaker: Speaker = _SPEAKER,
    model: Path = _MODEL,
    as_json_lines: bool = typer.Option(False, "--json", help="One JSON object a set instead of tables."),
) -> None:
    """Score the model against labelled files, report bodies and titles apart as well as together."""
    try:
        sets = [(path, read_labelled(path)) for path in files]
    except BadFile as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    reader = _load(model)
    for path, rows in sets:
        readings = [reader.read(row.text, cadre=speaker is Speaker.CADRE) for row in rows]
        for name, chosen in _parts(path.name, rows):
            scores = score([rows[i] for i in chosen], [readings[i] for i in chosen])
            if as_json_lines:
                typer.echo(json.dumps({"set": name, **scores.figures()}, ensure_ascii=False))
            else:
                typer.echo(_table(name, scores))


def as_json(reading: Reading) -> dict[str, object]:
    """The object of one line of `parse`."""
    line: dict[str, object] = {
        "text": reading.text,
        "act": str(reading.act),
        "act_confidence": round(reading.confidence, 4),
        "category": str(reading.category)
        if reading.category and (reading.actionable or reading.places)
        else None,
        "category_confidence": round(reading.category_confidence, 4),
        "place": [_span(place) for place in reading.places],
        "ticket": list(reading.tickets),
        "actionable": reading.actionable,
    }
    if reading.issues:
        line["issues"] = [
            {"category": str(i.category), "place": [_span(place) for place in i.places], "text": i.text}
            for i in reading.issues
        ]
    return line


def _span(place: Span) -> dict[str, object]:
    return {"text": place.text, "start": place.start, "end": place.end}


def _lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


def _load(model: Path) -> ModelReader:
    try:
        return ModelReader.load(model)
    except ModelError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _parts(name: str, rows: list[Labelled]) -> Iterator[tuple[str, list[int]]]:
    """The whole file, then its kinds of source where it has several (`body:…`, `title:…`)."""
    yield name, list(range(len(rows)))
    kinds: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        kind, colon, _ = row.source.partition(":")
        if colon:
            kinds.setdefault(kind, []).append(i)
    if len(kinds) > 1:
        for kind, chosen in sorted(kinds.items()):
            yield f"{name} [{kind}]", chosen


def _table(name: str, scores: Scores) -> str:
    lines = [f"{name}"]
    for label, value in scores.figures().items():
        if value is not None:
            lines.append(f"  {label:<20} {value if isinstance(value, int) else format(value, '.4f')}")
    for title, confusions in (("act", scores.act_confusions), ("category", scores.category_confusions)):
        shown = ", ".join(f"{gold}→{said} {count}" for gold, said, count in confusions[:12])
        if shown:
            lines.append(f"  {title} confusions: {shown}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(at_the_terminal(app))
