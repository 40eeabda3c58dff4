"""A figure as a file of its own: the SVG with the few styles that it needs, light and dark."""

from __future__ import annotations

from tallybook.publish.figures import Figure

_STYLE = (
    "<style>"
    "svg{--ink:#1b1b1b;--soft:#595959;--paper:#fff;--rule:#d0d0d0;--strong:#444;background:#fff;color:#1b1b1b}"
    "@media (prefers-color-scheme:dark){svg{--ink:#eee;--soft:#aaa;--paper:#151515;--rule:#444;--strong:#bbb;background:#151515;color:#eee}}"
    ".t{font:14px sans-serif;fill:currentColor}.s{font-size:12px}.m{fill:var(--soft)}.n{font-weight:600}"
    ".ln{stroke:currentColor;stroke-width:1.8;fill:none}.fi{fill:currentColor}.da{stroke-dasharray:4 3}"
    ".gr{stroke:var(--rule)}.ax{stroke:var(--strong)}.do{fill:var(--strong)}"
    ".w1,.w2,.w3,.w4{stroke:var(--strong);fill:none;stroke-width:1.2}.w2{stroke-width:2.2}.w3{stroke-width:3.4}.w4{stroke-width:5}"
    "</style>"
)


def standing_alone(figure: Figure) -> str:
    """The figure as an SVG file."""
    head, _, body = figure.svg.partition(">")
    return f"{head}>{_STYLE}{body}\n"
