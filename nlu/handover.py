"""A `Reading` in the shape of Rasa's parse, for `UserMessage.parse_data` and the components."""

from __future__ import annotations

from typing import Any

from casework.reading import Reading
from casework.taxonomy import CADRE_ACTS
from nlu.examples import CADRE


def intent_name(reading: Reading) -> str:
    """The intent of the domain: the act, with `cadre_` before a cadre's own."""
    act = str(reading.act)
    return CADRE + act if reading.act in CADRE_ACTS else act


def entities(reading: Reading) -> list[dict[str, Any]]:
    """Places, ticket numbers, category, verb and rating as Rasa's entities."""
    found: list[dict[str, Any]] = [
        {"entity": "place", "value": place.text, "start": place.start, "end": place.end}
        for place in reading.places
    ]
    whole = {"start": 0, "end": len(reading.text)}
    found += [{"entity": "ticket", "value": number, **whole} for number in reading.tickets]
    for name, value in (
        ("category", reading.category),
        ("verb", reading.verb),
        ("argument", reading.argument),
        ("rating", reading.rating),
    ):
        if value:
            found.append({"entity": name, "value": str(value), **whole})
    return found


def parse_data(reading: Reading) -> dict[str, Any]:
    """What `rasa.core.agent.Agent` takes as the finished parse of a message."""
    intent = {"name": intent_name(reading), "confidence": reading.confidence}
    return {
        "text": reading.text,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": entities(reading),
    }
