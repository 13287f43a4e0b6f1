"""The county as the townships keep it: who is responsible for whom, and where.

Rows are immutable; a change of the roster is a new import. Villages repeat
between townships, so a village's key is ``乡镇/村`` and a grid's ``乡镇/村/网格``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from casework.taxonomy import Category

if TYPE_CHECKING:
    from casework.places.gazetteer import Gazetteer


class Purpose(str, Enum):
    """What a group is for."""

    VILLAGE = "民情"
    VOLUNTEERS = "志愿"
    CADRES = "干部"


@dataclass(frozen=True)
class Township:
    """A township; `lead` is the 工号 of its 一站通负责人."""

    name: str
    lead: str | None = None


@dataclass(frozen=True)
class Village:
    """A village; `leader` is the 包片领导, `liaison` the 联村干部 (工号)."""

    township: str
    name: str
    leader: str | None = None
    liaison: str | None = None

    @property
    def key(self) -> str:
        """``乡镇/村``."""
        return f"{self.township}/{self.name}"


@dataclass(frozen=True)
class Grid:
    """A responsibility grid; `cadre` is its 责任人, `team` its 组团 (工号), `hamlets` its 自然村."""

    township: str
    village: str
    name: str
    cadre: str
    team: tuple[str, ...] = ()
    hamlets: tuple[str, ...] = ()

    @property
    def village_key(self) -> str:
        """``乡镇/村``."""
        return f"{self.township}/{self.village}"

    @property
    def key(self) -> str:
        """``乡镇/村/网格``."""
        return f"{self.township}/{self.village}/{self.name}"


@dataclass(frozen=True)
class Cadre:
    """A cadre; `id` is the 工号, `remark` the WeChat 备注, `household` his own 户号."""

    id: str
    name: str
    township: str
    duty: str = ""
    phone: str = ""
    remark: str = ""
    household: str | None = None


@dataclass(frozen=True)
class Household:
    """A household; `aliases` are what neighbours call it, `kinds` its roster types (低保户 …)."""

    id: str
    township: str
    village: str
    grid: str
    head: str
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    phone: str = ""

    @property
    def village_key(self) -> str:
        """``乡镇/村``."""
        return f"{self.township}/{self.village}"

    @property
    def grid_key(self) -> str:
        """``乡镇/村/网格``."""
        return f"{self.township}/{self.village}/{self.grid}"


@dataclass(frozen=True)
class Place:
    """A place below the village; one place may be listed for several grids, or for none."""

    township: str
    village: str
    name: str
    grid: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChatGroup:
    """A group that the township has bound; `village` is the village's name, None for a township group."""

    name: str
    township: str
    purpose: Purpose
    village: str | None = None

    @property
    def village_key(self) -> str | None:
        """``乡镇/村``, or None for a group of the whole township."""
        return f"{self.township}/{self.village}" if self.village else None


@dataclass(frozen=True)
class Department:
    """A department, the categories it answers for and its contacts (工号)."""

    name: str
    categories: tuple[Category, ...] = ()
    contacts: tuple[str, ...] = ()

    @property
    def is_onestop(self) -> bool:
        """Whether it is the 一站通 of the county itself, above those of the townships."""
        return self.name.endswith("一站通")


@dataclass(frozen=True)
class Faq:
    """A known question with its answer; township and village limit where it holds."""

    question: str
    answer: str
    phrasings: tuple[str, ...] = ()
    source: str = ""
    dated: str = ""
    township: str | None = None
    village: str | None = None


@dataclass(frozen=True)
class QuizQuestion:
    """A question of the bank; `answer` is a letter, 对 or 错."""

    question: str
    answer: str
    options: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""


@dataclass(frozen=True)
class Roster:
    """Everything the township's files hold; what import takes and export gives."""

    townships: tuple[Township, ...] = ()
    villages: tuple[Village, ...] = ()
    grids: tuple[Grid, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    households: tuple[Household, ...] = ()
    places: tuple[Place, ...] = ()
    groups: tuple[ChatGroup, ...] = ()
    departments: tuple[Department, ...] = ()
    faqs: tuple[Faq, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A name that the gazetteer of a village knows.

    what: ``地名``, ``自然村``, ``网格`` or ``农户``.
    name: the proper name behind an alias, equal to `word` where it is none.
    grids: names of the grids it may mean: none, one, or two for a place on a border.
    """

    word: str
    what: str
    name: str
    grids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duties:
    """What one cadre is responsible for (keys; `townships` as 一站通负责人).

    whole: whether he is the county's 一站通, whose townships are all of them.
    """

    grids: tuple[str, ...] = ()
    team_grids: tuple[str, ...] = ()
    led_villages: tuple[str, ...] = ()
    liaison_villages: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class PersonInfo:
    """A verified person: a cadre, a household member, or a household without a name."""

    key: str
    name: str
    cadre: Cadre | None = None
    household: Household | None = None


class County(Protocol):
    """The roster as the use cases look it up; a new import is seen at once."""

    def version(self) -> int:
        """Grows with every import that changed something."""

    def group(self, name: str) -> ChatGroup | None:
        """The bound group of exactly that name."""

    def groups(self, purpose: Purpose | None = None) -> Sequence[ChatGroup]:
        """Every bound group (of one purpose), by name."""

    def townships(self) -> Sequence[Township]:
        """Every township, in roster order."""

    def township(self, name: str) -> Township | None:
        """One township."""

    def village(self, key: str) -> Village | None:
        """One village by ``乡镇/村``."""

    def villages(self, township: str) -> Sequence[Village]:
        """The villages of a township, in roster order."""

    def grids(self, village: str) -> Sequence[Grid]:
        """The grids of a village (key), in roster order."""

    def grid(self, key: str) -> Grid | None:
        """One grid by ``乡镇/村/网格``."""

    def cadre(self, id: str) -> Cadre | None:
        """One cadre by 工号."""

    def cadres(self) -> Sequence[Cadre]:
        """Every cadre, by 工号."""

    def cadres_named(self, name: str, township: str) -> Sequence[Cadre]:
        """Cadres of that name in a township."""

    def duties(self, cadre: str) -> Duties:
        """What a cadre is responsible for."""

    def household(self, id: str) -> Household | None:
        """One household by 户号."""

    def households(self, grid: str) -> Sequence[Household]:
        """The households of a grid (key), in roster order."""

    def person(self, key: str) -> PersonInfo | None:
        """Who a verified key belongs to: ``K001``, ``H0012/张小红`` or ``H0012``."""

    def landmarks(self, village: str) -> Sequence[Landmark]:
        """Every name the gazetteer of a village (key) knows, longest first."""

    def gazetteer(self, village: str) -> Gazetteer:
        """The same names, indexed; empty for an unknown village."""

    def spots(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The names of the grids of every place and natural village, by village (key) and proper name."""

    def departments(self) -> Sequence[Department]:
        """Every department."""

    def onestop(self) -> Sequence[str]:
        """The 一站通 of the county itself (工号): the contacts of the department so called; often nobody."""

    def faqs(self) -> Sequence[Faq]:
        """Every known question, in roster order."""
