"""The Rasa door: each custom action reads which turn is meant and runs one use case."""

from actions.turns import all_actions

__all__ = ["all_actions"]
