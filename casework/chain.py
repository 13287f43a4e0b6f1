"""Who stands above a grid (PRODUCT 2.4): 包片领导 → 一站通 of the township → 一站通 of the county."""

from __future__ import annotations

from casework.county import County, Village

Step = tuple[str, tuple[str, ...]]
"""A role and the 工号 of those who have it."""


COUNTY_ONESTOP = "县一站通"
"""The role of the county's own 一站通."""


def above(county: County, village: Village | None, township: str) -> list[Step]:
    """Those above the grid cadre and his team, the nearest first.

    A step without people keeps its place, but the last one is only there where the
    roster knows anybody: the tool of a single township ends with its 一站通.
    """
    area = county.township(township)
    top = tuple(county.onestop())
    return [
        ("包片领导", (village.leader,) if village and village.leader else ()),
        ("一站通", (area.lead,) if area and area.lead else ()),
        *([(COUNTY_ONESTOP, top)] if top else []),
    ]


def onestops(county: County, township: str | None) -> list[str]:
    """The 一站通 of a township; where there is none, or no township, the county's; else those of all."""
    home = county.township(township) if township else None
    if home is not None and home.lead:
        return [home.lead]
    return list(county.onestop()) or list(
        dict.fromkeys(area.lead for area in county.townships() if area.lead)
    )
