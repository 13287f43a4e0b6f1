"""What is nobody else's business (PRODUCT 1.7): complaints about cadres, family, illness, poverty, debts."""

from __future__ import annotations

import re

from casework.county import Cadre, County, Village
from casework.reading import Issue, Reading
from casework.taxonomy import Act, Category

_OFFICE = re.compile(
    r"书记|主任|村长|干部|网格员|村委|支书|镇长|乡长|站长|所长|镇里的|村里的人|会计|出纳|组长|领导|工作人员"
)


_BLAME = re.compile(
    r"不管|不理|不睬|不肯|不办|不接|推[来给脱三诿]|拖了|拖着|拖到|卡着|刁难|要烟|要酒|要钱|收钱|红包|好处|吃拿|贪|占了|霸占|"
    r"偏心|优亲|照顾自己|态度|凶|骂|打人|官僚|作风|举报|投诉|告他|告她|这种干部|什么干部|不作为|乱来|假公济私|私吞|挪用"
)


def is_sensitive(reading: Reading, issue: Issue, act: Act, county: County, village: Village | None) -> bool:
    """Whether a matter is handled in private. Danger to life goes before privacy.

    The reader knows from the words alone; who is a cadre here only the roster knows.
    """
    if act is Act.EMERGENCY:
        return False
    return reading.sensitive or (
        village is not None and bool(_BLAME.search(issue.text)) and names_cadre(issue.text, county, village)
    )


def names_cadre(text: str, county: County, village: Village) -> bool:
    """Whether somebody in office in the village is named."""
    ids = {id for g in county.grids(village.key) for id in (g.cadre, *g.team)}
    ids |= {id for id in (village.liaison, village.leader) if id}
    return any(cadre is not None and cadre.name in text for cadre in map(county.cadre, ids))


def concerns(cadre: Cadre, text: str) -> bool:
    """Whether words may be about this cadre: by name, office, or surname with office (赵镇长)."""
    if cadre.name in text or (len(cadre.duty) > 1 and cadre.duty in text):
        return True
    return re.search(f"{re.escape(cadre.name[:1])}副?(?:{_OFFICE.pattern})", text) is not None


def concerns_cadre(issue: Issue, county: County, village: Village) -> bool:
    """Whether a sensitive matter is about somebody in office, by his name or by his office."""
    if names_cadre(issue.text, county, village):
        return True
    return issue.category is Category.AFFAIRS or bool(_OFFICE.search(issue.text))
