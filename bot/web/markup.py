"""HTML built so that whatever is not markup is escaped: nobody's words can become a tag."""

from __future__ import annotations

from html import escape

_EMPTY = frozenset({"br", "img", "input", "link", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(element: str, /, *children: str | None, **attributes: str | bool | None) -> Markup:
    """An element. Children that are no `Markup` are escaped, None is left out.

    Attributes are always escaped; ``class_`` is class, ``aria_label`` is
    aria-label, True is an attribute without a value, False and None are none.
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    if element in _EMPTY:
        return Markup(f"<{element}{shown}>")
    return Markup(f"<{element}{shown}>{join(*children)}</{element}>")


def join(*children: str | None) -> Markup:
    """Children one after the other."""
    return Markup("".join(c if isinstance(c, Markup) else escape(c) for c in children if c is not None))


def lines(text: str) -> Markup:
    """Text with its line breaks kept."""
    parts: list[str] = []
    for line in text.splitlines():
        parts += [line, tag("br")]
    return join(*parts[:-1])


def _attribute(key: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
