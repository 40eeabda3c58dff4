"""What the room gives away, and what its style promises."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

import tallybook.publish
from tallybook.publish import figures

STYLE = (files("tallybook.publish") / "templates" / "report.css").read_text("utf-8")


def test_public_names_are_sorted_and_there() -> None:
    for room in (tallybook.publish, figures):
        assert list(room.__all__) == sorted(room.__all__)
        assert all(hasattr(room, name) for name in room.__all__)


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


LIGHT = colours(STYLE.split("@media")[0])
DARK = {**LIGHT, **colours(STYLE.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0])}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_rightly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "raised", 7),
        ("ink", "mark", 7),
        ("ink", "box", 7),
        ("soft", "paper", 4.5),
        ("soft", "raised", 4.5),
        ("link", "paper", 4.5),
        ("link", "raised", 4.5),
        ("warn", "paper", 4.5),
        ("warn", "raised", 4.5),
        ("edge", "mark", 3),
        ("strong", "paper", 3),
    ],
)
def test_colours_keep_their_contrast(theme: dict[str, str], front: str, back: str, least: float) -> None:
    assert contrast(theme[front], theme[back]) >= least


def test_the_style_uses_logical_directions_only() -> None:
    physical = r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|(?<![-\w])(?:left|right):"
    assert re.findall(physical, STYLE) == []
