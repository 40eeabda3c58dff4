"""The few SVG elements the figures need, escaped. Text stays text; colour comes from the page's classes only."""

from __future__ import annotations

from markupsafe import Markup, escape

from tallybook.publish._text import reveal, starts_rtl

Number = int | float


def number(value: Number) -> str:
    """A coordinate with at most one decimal, so that equal input gives equal bytes on every machine."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def element(name: str, *children: Markup | str, **attributes: Number | str | None) -> Markup:
    """One element. Of an attribute's name a trailing underscore is dropped, an inner one becomes a hyphen."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = reveal(value) if isinstance(value, str) else number(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    head = " ".join(parts)
    body = "".join(escape(child if isinstance(child, Markup) else reveal(child)) for child in children)
    return Markup(f"<{head}>{body}</{name}>" if body else f"<{head}/>")  # noqa: S704 - every part is escaped above


def label(x: Number, y: Number, text: str, class_: str = "t", anchor: str | None = None, *, like: str = "") -> Markup:
    """A line of text in its own direction. ``anchor`` names the side by the page: ``None`` left, ``end`` right, ``middle``.

    In right-to-left text SVG's own "start" is on the right, so the two change places. A line of a longer text takes the direction
    of the whole, given as ``like``.
    """
    if not starts_rtl(like or text):
        return element("text", text, x=x, y=y, class_=class_, text_anchor=anchor)
    turned = {None: "end", "end": None}.get(anchor, anchor)
    return element("text", text, x=x, y=y, class_=class_, text_anchor=turned, direction="rtl")


def line(x1: Number, y1: Number, x2: Number, y2: Number, class_: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def path(d: str, class_: str) -> Markup:
    return element("path", d=d, class_=class_)


def rect(x: Number, y: Number, width: Number, height: Number, class_: str, **more: Number | str | None) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, class_=class_, **more)


def points(*pairs: tuple[Number, Number]) -> str:
    """The path data of straight lines through ``pairs``."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in pairs)


def document(key: str, width: Number, height: Number, title: str, description: str, *body: Markup) -> Markup:
    """A whole figure with the title and description that a screen reader speaks."""
    return element(
        "svg",
        element("title", title, id=f"{key}-t"),
        element("desc", description, id=f"{key}-d"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        class_="fig",
    )
