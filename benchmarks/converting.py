"""Pages a second through the converters' child processes, against bare trafilatura in one process on the same pages.

    uv run python -m benchmarks.converting [--data FOLDER] [--pages N] [--workers N] [--json]

``--data`` names a folder of HTML pages; without it, pages of several lengths are generated.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import random
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tallybook.evidence import Converters, Item

PARTS = ("tallybook", "trafilatura", "lxml")
WORDS = ("people were killed in the city on monday police said witnesses hospital officials count at least figures later").split()  # noqa: SIM905
MENU = "<nav><ul>" + "".join(f'<li><a href="/s{i}">Section {i}</a></li>' for i in range(30)) + "</ul></nav>"
POST = (
    '<blockquote class="twitter-tweet"><p lang="en">{}</p>&mdash; Somebody (@somebody) '
    '<a href="https://twitter.com/somebody/status/2010700000000000000">January 12, 2026</a></blockquote>'
)


def generated(count: int, folder: Path) -> None:
    """Pages of 3 to 60 paragraphs with a menu, teasers, comments and some embedded posts; the same ones every time."""
    chance = random.Random(20260113)
    for number in range(count):
        (folder / f"{number:05}.html").write_text(_page(number, chance), encoding="utf-8")


def _page(number: int, chance: random.Random) -> str:
    def sentence() -> str:
        return f"{chance.randint(2, 900)} " + " ".join(chance.choices(WORDS, k=chance.randint(8, 25))) + "."

    body = ""
    for _ in range(chance.choice((3, 10, 25, 60))):
        body += f"<p>{' '.join(sentence() for _ in range(3))}</p>"
        body += POST.format(sentence()) if chance.random() < 0.08 else ""
    shelf = "".join(f'<div class="card"><a href="/x{i}"><h3>{sentence()}</h3></a></div>' for i in range(12))
    comments = "".join(f'<div class="comment"><p>{sentence()}</p></div>' for _ in range(20))
    head = '<meta property="article:published_time" content="2026-01-13"><meta property="og:site_name" content="Outlet">'
    article = f"<article><h1>Page {number}: {sentence()}</h1>{body}</article>"
    return (
        f'<!doctype html><html lang="en"><head><title>Page {number}</title>{head}</head><body>{MENU}{article}'
        f'<div class="shelf">{shelf}</div><section id="comments">{comments}</section></body></html>'
    )


def bare(pages: list[Path]) -> float:
    """Seconds that trafilatura alone takes, text and metadata, after one page to warm up."""
    import trafilatura

    trafilatura.bare_extraction(pages[0].read_text(encoding="utf-8"), with_metadata=True)
    start = time.perf_counter()
    for page in pages:
        trafilatura.bare_extraction(
            page.read_text(encoding="utf-8", errors="replace"), with_metadata=True, include_comments=False
        )
    return time.perf_counter() - start


def ours(pages: list[Path], workers: int) -> tuple[float, float, dict[str, int]]:
    """Seconds to start, seconds for all pages, and the outcomes."""
    items = [Item(path=page, name=page.name) for page in pages]
    outcomes: dict[str, int] = {}
    start = time.perf_counter()
    with Converters(workers=workers) as converters:
        list(converters.convert_many(items[:workers]))
        ready = time.perf_counter()
        for conversion in converters.convert_many(items):
            outcomes[conversion.outcome] = outcomes.get(conversion.outcome, 0) + 1
        end = time.perf_counter()
    return ready - start, end - ready, dict(sorted(outcomes.items()))


def measured(pages: list[Path], workers: int) -> dict[str, object]:
    alone = bare(pages)
    start, seconds, outcomes = ours(pages, workers)
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "versions": {name: version(name) for name in ("tallybook", "trafilatura", "lxml")}
        | {"python": platform.python_version()},
        "pages": len(pages),
        "mean_bytes": sum(page.stat().st_size for page in pages) // len(pages),
        "outcomes": outcomes,
        "trafilatura_pages_a_second": round(len(pages) / alone, 1),
        "tallybook_workers": workers,
        "tallybook_pages_a_second": round(len(pages) / seconds, 1),
        "tallybook_start_seconds": round(start, 2),
    }


def shown(result: dict[str, object]) -> Iterator[str]:
    for name, value in result.items():
        yield f"{name.replace('_', ' '):30} {value}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of HTML pages")
    parser.add_argument("--pages", type=int, default=500, help="how many pages to generate")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.data is None:
            generated(arguments.pages, Path(folder))
        pages = sorted((arguments.data or Path(folder)).rglob("*.html"))
        if not pages:
            parser.error(f"there is no .html file in {arguments.data}")
        result = measured(pages, arguments.workers)
    print(json.dumps(result) if arguments.json else "\n".join(shown(result)))


if __name__ == "__main__":
    main()
