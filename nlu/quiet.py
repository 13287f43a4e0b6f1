"""Keeping Rasa and TensorFlow quiet. To be called before either is imported."""

from __future__ import annotations

import logging
import os


def quieten() -> None:
    """Stop Rasa from calling home and both from talking; debug lines alone cost a tenth of Rasa's time."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # The libraries switch warnings about themselves back on; they are for their authors, not for a township.
    logging.captureWarnings(True)
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for name in ("rasa", "rasa_sdk", "tensorflow", "jax", "absl", "matplotlib", "py.warnings"):
        logging.getLogger(name).setLevel(logging.ERROR)
