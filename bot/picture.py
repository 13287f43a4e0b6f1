"""The picture beside a weekly digest: bars by village, with a font that has Chinese, or no picture.

Boxes in the place of characters would be worse than nothing, so a font is looked
for among those installed, and `python -m bot check` says where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casework.digest import Bar, Chart
from casework.digest_wording import CHART_LABELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

KNOWN_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
)
"""Tried first; then any font at all that has the characters."""

MOST_BARS = 20
"""Villages in one picture; those with the most to tell."""

_COLOURS = ("#4c78a8", "#54a24b", "#e45756")


@dataclass(frozen=True)
class Font:
    """A font file and the code points that it can show."""

    file: Path
    family: str
    known: frozenset[int]


@lru_cache(maxsize=1)
def chinese_fonts() -> tuple[Font, ...]:
    """The installed fonts that have the characters of every chart, the best known first."""
    from matplotlib import font_manager

    files = [Path(f) for f in sorted(font_manager.findSystemFonts())]
    fitting = [font for f in files if (font := _read(f)) and _shows(font, "".join(CHART_LABELS))]
    return tuple(sorted(fitting, key=_rank))


def _rank(font: Font) -> tuple[int, str, str]:
    known = font.family in KNOWN_FAMILIES
    place = KNOWN_FAMILIES.index(font.family) if known else len(KNOWN_FAMILIES)
    return place, font.family, str(font.file)


def _read(file: Path) -> Font | None:
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(str(file))
        return Font(file, str(font.family_name), frozenset(font.get_charmap()))
    except (OSError, RuntimeError, ValueError):
        return None


def _shows(font: Font, text: str) -> bool:
    return all(ord(c) in font.known or c.isspace() for c in text)


def draw(chart: Chart, file: Path) -> bool:
    """Draw a chart as PNG; False, and no file, where no font has Chinese or there is nothing to show."""
    words = "".join([chart.title, *CHART_LABELS, *(bar.name for bar in chart.bars)])
    found = next((font for font in chinese_fonts() if _shows(font, words)), None)
    if found is None or not chart.bars:
        return False
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(found.file))
    bars = sorted(chart.bars, key=lambda b: (b.new + b.settled + b.late, b.name))[-MOST_BARS:]
    figure, axes = pyplot.subplots(figsize=(7.2, 1.4 + 0.62 * len(bars)), dpi=150)
    try:
        _fill(axes, bars, font)
        axes.set_title(chart.title, fontproperties=font, fontsize=13, loc="left", pad=12)
        figure.tight_layout()
        figure.savefig(file, format="png")
    finally:
        pyplot.close(figure)
    return True


def _fill(axes: Axes, bars: list[Bar], font: FontProperties) -> None:
    thick = 0.26
    series = ([b.new for b in bars], [b.settled for b in bars], [b.late for b in bars])
    for number, (label, colour, values) in enumerate(zip(CHART_LABELS, _COLOURS, series, strict=True)):
        places = [row + (1 - number) * thick for row in range(len(bars))]
        drawn = axes.barh(places, values, height=thick, color=colour, label=label)
        axes.bar_label(drawn, labels=[str(v) if v else "" for v in values], padding=3, fontsize=8)
    axes.set_yticks(range(len(bars)))
    axes.set_yticklabels([bar.name for bar in bars], fontproperties=font, fontsize=10)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlim(0, max(1, *map(max, series)) * 1.12)
    axes.legend(prop=font, loc="lower right", frameon=False, ncol=len(series), bbox_to_anchor=(1.0, 1.0))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
