"""What the spectator sees: the chat as it happens, the tickets, the digests.

On a terminal in colour and columns; elsewhere, in a file or a pipe, one plain line a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.sandbox import Kind, Message, Person
from casework.clock import BEIJING
from casework.county import County
from casework.privacy import mask
from casework.ticket import Ticket

PLAIN_WIDTH = 120
WIDEST = 110
PLACE, SPEAKER = 14, 12
MARGIN = len("00:00 ") + PLACE + 1 + SPEAKER + 1
FRAME = 4
"""Widths of columns and of what stands around a text, in cells: a Chinese character takes two."""

PICTURES = {Kind.IMAGE: "[图片]", Kind.VOICE: "[语音]", Kind.VIDEO: "[视频]"}
COLOURS = ("cyan", "yellow", "blue", "bright_red", "bright_cyan")
QUOTED = 24
WHAT = 40


class Screen:
    """Prints, and knows how."""

    def __init__(self, bot: Person, console: Console | None = None) -> None:
        """`bot` is told apart from everybody else."""
        self._console = console or _console()
        self._bot = bot
        self._colours: dict[str, str] = {}
        self._last = ""

    def say(self, text: str, style: str = "") -> None:
        """A line of the narrator."""
        words = Text(text, style=style)
        self._console.print(fold(words, self._width) if self._console.is_terminal else words, soft_wrap=True)

    def show(self, message: Message) -> None:
        """One message of the chat."""
        at = datetime.fromtimestamp(message.at, BEIJING).strftime("%H:%M")
        place, colour = self._place(message)
        own = message.sender is self._bot
        name = _name(message)
        text = self._text(message)
        if not self._console.is_terminal:
            words = text.plain.replace("\n", "\n      ")
            self._console.print(Text(f"{at} [{place}] {name}：{words}"), soft_wrap=True)
            return
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_column(no_wrap=True)
        row.add_column(no_wrap=True)
        row.add_column(no_wrap=True)
        row.add_column(no_wrap=True)
        text.stylize("bold green" if own else "dim" if message.kind is Kind.RECALL else "")
        row.add_row(
            Text(at, "dim"),
            Text(set_cell_size(place, PLACE), colour),
            Text(set_cell_size(name, SPEAKER), "bold green" if own else "bold"),
            fold(text, self._width - MARGIN),
        )
        self._console.print(row, width=self._width)

    def tickets(self, tickets: Sequence[Ticket], county: County) -> None:
        """The ledger as a table."""
        table = Table(title="工单", title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
        for head in ("编号", "类别", "事由", "状态", "经办", "评价"):
            table.add_column(head, no_wrap=head != "事由", overflow="fold")
        for ticket in tickets:
            holder = county.cadre(ticket.cadre) if ticket.cadre else None
            table.add_row(
                ticket.tag,
                ticket.category.label,
                Text(_what(ticket)),
                ticket.status.label + (f"·{ticket.outcome.label}" if ticket.outcome else ""),
                holder.name if holder else "—",
                ticket.rating.label if ticket.rating else "—",
            )
        self._console.print(table, width=self._width)

    def digest(self, title: str, text: str) -> None:
        """One digest in a frame."""
        framed = fold(Text(text), self._width - FRAME)
        self._console.print(
            Panel(framed, title=title, title_align="left", box=box.ROUNDED, width=self._width)
        )

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST)

    def _place(self, message: Message) -> tuple[str, str]:
        if message.group is None:
            return f"私信 {message.peer.name if message.peer else ''}", "magenta"
        name = message.group.name.removesuffix("民情交流群") or message.group.name
        return name, self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])

    def _text(self, message: Message) -> Text:
        if message.kind is Kind.RECALL:
            return Text(f"（撤回了“{_body(message.recalled)}”）" if message.recalled else "（撤回了一条）")
        body = _body(message)
        same = message.sender is self._bot and message.group is None and body == self._last
        self._last = body
        text = Text()
        if message.quote is not None:
            short = _body(message.quote).split("\n")[0]
            short = short if len(short) <= QUOTED else short[:QUOTED] + "…"
            text.append(f"「{_name(message.quote)}：{short}」 ", "dim")
        return text.append("（同样的话）" if same else body)


def fold(text: Text, width: int) -> Text:
    """Break lines where they are full: Chinese has no words that Rich could keep together."""
    breaks, filled = [], 0
    for at, char in enumerate(text.plain):
        cells = cell_len(char)
        if char == "\n":
            filled = 0
            continue
        if filled + cells > max(width, 2):
            breaks.append(at)
            filled = 0
        filled += cells
    return Text("\n").join(text.divide(breaks))


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PLAIN_WIDTH)


def _body(message: Message) -> str:
    return PICTURES.get(message.kind, message.text)


def _name(message: Message) -> str:
    if message.sender is None:
        return ""
    return message.group.called(message.sender) if message.group else message.sender.name


def _what(ticket: Ticket) -> str:
    if ticket.private:
        return "（涉及个人，不公开）"
    words = " ".join(mask(ticket.text).split())
    return words if len(words) <= WHAT else words[:WHAT] + "…"
