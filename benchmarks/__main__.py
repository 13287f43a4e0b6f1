"""``python -m benchmarks [NAME…]``: every benchmark, or those named, beside their baselines."""

from __future__ import annotations

import sys
import time
from importlib import import_module

from benchmarks.report import keep, show

NAMES = ("routing", "gazetteer", "faq", "county", "replay", "understanding")


def main(wanted: list[str]) -> int:
    """Measure, print, write down; 2 where a name is wrong."""
    strange = [name for name in wanted if name not in NAMES]
    if strange:
        print(f"no benchmark {', '.join(strange)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in wanted or NAMES:
        begun = time.perf_counter()
        print(f"== {name}", flush=True)
        found = import_module(f"benchmarks.{name}").run()
        if found:
            show(found)
            keep(name, found)
        print(f"{time.perf_counter() - begun:.0f} s\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
