"""The sentences of ``domain.yml``, for the use cases to fill in."""

from __future__ import annotations

from pathlib import Path

import yaml

DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"


class DomainPhrases:
    """Looks sentences up by the name of their response, without ``utter_``."""

    def __init__(self, path: Path = DOMAIN) -> None:
        """Read the responses once; each has one wording."""
        domain = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._texts = {
            name.removeprefix("utter_"): variants[0]["text"] for name, variants in domain["responses"].items()
        }

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its blanks filled. Raises KeyError for an unknown one or a blank left open."""
        text: str = self._texts[key]
        return text.format(**values)
