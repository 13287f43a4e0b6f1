"""Loading Rasa without TensorFlow. To be called before `rasa.core` is imported."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_LATER = "rasa.utils.train_utils"
"""The one module by which Rasa's dialogue gets at TensorFlow: for training, by name, in functions."""


def spare_tensorflow() -> None:
    """Put the module that imports TensorFlow off until something of it is really used.

    Nothing that answers uses it. Importing it takes more than half of Rasa's time and
    350 MB, whatever the model is made of. Does nothing where it is imported already.
    """
    if _LATER in sys.modules:
        return
    parent, _, name = _LATER.rpartition(".")
    stand_in = ModuleType(_LATER)

    def load(attribute: str) -> object:
        if attribute.startswith("__"):
            # Whoever only looks at what modules there are.
            raise AttributeError(attribute)
        if sys.modules.get(_LATER) is stand_in:
            del sys.modules[_LATER]
        return getattr(import_module(_LATER), attribute)

    stand_in.__getattr__ = load  # type: ignore[method-assign]
    sys.modules[_LATER] = stand_in
    setattr(import_module(parent), name, stand_in)
