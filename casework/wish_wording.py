"""The sentences of a wish, from its publication to its thanks; none names the family to volunteers."""

from __future__ import annotations

from casework.county import Cadre, County
from casework.privacy import gist, mask
from casework.ticket import Ticket
from casework.wording import holder, moment


def _village(ticket: Ticket) -> str:
    return ticket.village.partition("/")[2] or ticket.township


def published(ticket: Ticket, again: bool) -> str:
    """Told to the volunteers' groups."""
    mark = "【微心愿】重新等待认领 " if again else "【微心愿】"
    return f"{mark}{ticket.tag} {_village(ticket)}一户人家：{mask(ticket.words)}\n愿意帮忙的请回“认领 {ticket.tag}”，先到先得。"


def offered(ticket: Ticket, who: str, until: str) -> str:
    """Told to the grid's cadre: the volunteers come first."""
    return (
        f"{ticket.tag}〔{ticket.category.label}〕微心愿，{_village(ticket)}，{who}提出：\n{mask(ticket.text)}\n"
        f"已不写姓名发到志愿群等人认领，不用签收；{until}还没人认领再请您办理。您自己来办，回“认领 {ticket.tag}”。"
    )


def nobody_claims(ticket: Ticket) -> str:
    """Told to the grid's cadre when no volunteer has come."""
    accept = f"请在{moment(ticket.accept_by)}前签收，" if ticket.accept_by else ""
    due = f"{moment(ticket.due)}前办结" if ticket.due else ""
    return (
        f"{ticket.tag}〔{ticket.category.label}〕微心愿还没有志愿者认领：\n{mask(ticket.text)}\n"
        f"现请您办理，{accept}{due}。回“{ticket.tag} 收到”，办好回“{ticket.tag} 办结 做了什么”。"
    )


def claimed(ticket: Ticket, who: str) -> str:
    """Told to those whose wish it is."""
    return f"{ticket.tag} 您的微心愿已由志愿者 {who} 认领"


def claimed_for_cadre(ticket: Ticket, who: str, phone: str) -> str:
    """Told to the grid's cadre, who brings the two together."""
    reach = f"（电话 {phone}）" if phone else ""
    return f"{ticket.tag} 微心愿已由 {who}{reach} 认领，请帮助对接：{mask(ticket.text)}"


def claim_hint(county: County, ticket: Ticket, until: str) -> str:
    """Told in private to whoever has claimed: whom to turn to, and what to say when."""
    cadre = county.cadre(ticket.cadre) if ticket.cadre else None
    return (
        f"{ticket.tag} 谢谢您认领：{mask(ticket.words)}\n{_contact(cadre)}"
        f"有进展请回“{ticket.tag} 进展 …”，办到了回“{ticket.tag} 办结 做了什么”（可附照片）；办不了回“{ticket.tag} 放弃认领”。"
        f"{until}前没有消息，认领自动失效。"
    )


def _contact(cadre: Cadre | None) -> str:
    if cadre is None:
        return ""
    phone = f"，电话 {cadre.phone}" if cadre.phone else ""
    return f"是哪一家，请联系{cadre.duty or '网格干部'} {cadre.name}{phone}。"


def remind_claimer(ticket: Ticket) -> str:
    """Told to the volunteer while there is still time."""
    until = moment(ticket.claim_until) if ticket.claim_until else ""
    return f"{ticket.tag} 您认领的微心愿有进展吗？{until}前请回“{ticket.tag} 进展 …”，否则认领自动失效。"


def claim_lapsed(ticket: Ticket) -> str:
    """Told to the volunteer."""
    return f"{ticket.tag} 多日没有消息，您的认领已失效。您还愿意办的，可以再回“认领 {ticket.tag}”。"


def claim_ended(ticket: Ticket) -> str:
    """Told to the volunteer when the wish is no longer his to grant."""
    return f"{ticket.tag} {gist(ticket.words)}：现为“{ticket.status.label}”，您不用再办，谢谢您。"


def released_for_cadre(ticket: Ticket, who: str, offered_again: bool) -> str:
    """Told to the grid's cadre."""
    then = "已重新发到志愿群" if offered_again else "现请您办理"
    return f"{ticket.tag} {who} 的认领已失效，{then}。"


def ask_vouching(county: County, ticket: Ticket) -> str:
    """Asks the grid's cadre to see for himself, where the family cannot be asked through the bot."""
    return f"{ticket.tag} {holder(county, ticket)} 说已办到：{mask(ticket.result)}。这家收不到消息，请您问过后回“{ticket.tag} 家属确认”。"


def granted_thanks(ticket: Ticket) -> str:
    """Told to the volunteer when the family has confirmed."""
    rating = f"，评价：{ticket.rating.label}" if ticket.rating else ""
    return f"{ticket.tag} 心愿已实现，家里已确认{rating}。谢谢您，记一颗星。"
