"""What is nobody else's business (PRODUCT 1.7): complaints about cadres, family, illness, poverty, debts."""

from __future__ import annotations

import re

from casework.county import County, Village
from casework.reading import Issue, Reading
from casework.taxonomy import Act, Category

_OFFICE = re.compile(r"书记|主任|村长|干部|网格员|村委|支书|镇长|乡长|镇里的|村里的人|会计|出纳|组长|领导|工作人员")


def is_sensitive(reading: Reading, issue: Issue, act: Act) -> bool:
    """Whether a matter is handled in private. Danger to life goes before privacy."""
    return reading.sensitive and act is not Act.EMERGENCY


def concerns_cadre(issue: Issue, county: County, village: Village) -> bool:
    """Whether a sensitive matter is about somebody in office, by his name or by his office."""
    names = {county.cadre(id) for g in county.grids(village.key) for id in (g.cadre, *g.team)}
    names |= {county.cadre(id) for id in (village.liaison, village.leader) if id}
    if any(c is not None and c.name in issue.text for c in names):
        return True
    return issue.category is Category.AFFAIRS or bool(_OFFICE.search(issue.text))
