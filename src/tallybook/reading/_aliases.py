"""Names that a text itself ties to their short forms: "Iran Human Rights (IHR)"."""

from __future__ import annotations

import re

# Brackets are few and capitals many, so a name is looked for before a bracket, and not a bracket behind each name.
_NAME = re.compile(r"([A-Z][\w'’.&-]*(?:[ \u00a0](?:[A-Z][\w'’.&-]*|of|for|the|and|in|to|on)){0,8})[ \u00a0]\Z")
_BRACKET = re.compile(r"\(([^()\n]{2,80})\)")


def aliases(text: str) -> dict[str, str]:
    """Short forms and full names that the text itself ties, the longest first: "Iran Human Rights (IHR)"."""
    found: dict[str, str] = {}
    behind = 0
    for bracket in _BRACKET.finditer(text):
        opened = bracket.start()
        match = _NAME.search(text, max(behind, text.rfind("\n", behind, opened) + 1), opened)
        behind = bracket.end()
        if match is None:
            continue
        name, inside = match.group(1), bracket.group(1)
        if (inside.isupper() and len(inside) <= 12) or (name.isupper() and inside[:1].isupper()):
            for form in (name, inside):
                found.setdefault(form, text[match.start() : behind].removeprefix("The "))
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
