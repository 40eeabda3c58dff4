"""Build a book of 1,000 pages, add one, build again; and the time of reading against trafilatura's own on the same pages.

uv run python -m benchmarks.building [--documents 1000] [--data FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._generate import pages
from benchmarks._print import print_result
from tallybook.book import Book, BookTable, Offer, add_evidence, build, settings_text
from tallybook.cli._demo import demo_clock, demo_key


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Wall and CPU seconds (own and children's) of one piece of work."""
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return {"wall_s": round(time.perf_counter() - wall, 2), "cpu_s": round(_cpu() - cpu, 2)}


def _cpu() -> float:
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def write_pages(folder: Path, count: int) -> None:
    """Generated pages as files."""
    for name, data in pages(count):
        (folder / name).write_bytes(data)


def reading_against_trafilatura(folder: Path) -> dict[str, Any]:
    """CPU seconds of trafilatura's extraction and of reading the text that it gave, page by page in one process."""
    import trafilatura

    from tallybook.model import Passage
    from tallybook.reading import read

    extracting = reading = 0.0
    characters = 0
    for path in sorted(folder.iterdir()):
        started = time.process_time()
        text = trafilatura.extract(path.read_bytes()) or ""
        between = time.process_time()
        read(Passage(document=path.name, id=path.name, kind="article", text=text))
        reading += time.process_time() - between
        extracting += between - started
        characters += len(text)
    return {
        "characters": characters,
        "trafilatura_cpu_s": round(extracting, 2),
        "reading_cpu_s": round(reading, 2),
        "reading_to_trafilatura": round(reading / extracting, 2),
    }


def run(folder: Path, extra: bytes) -> dict[str, Any]:
    """All figures for the pages in ``folder``."""
    result: dict[str, Any] = {"documents": sum(1 for _ in folder.iterdir())}
    with tempfile.TemporaryDirectory() as work:
        key, clock = demo_key(), demo_clock
        book = Book.create(Path(work) / "book", settings_text(BookTable(title="benchmark")), key=key, clock=clock)
        result["add"] = measured(lambda: add_evidence(book, [Offer(path=folder)], key=key, clock=clock))
        result["build"] = measured(lambda: build(book))
        result["build with nothing changed"] = measured(lambda: build(book))
        one = Path(work) / "one.html"
        one.write_bytes(extra)
        result["add one"] = measured(lambda: add_evidence(book, [Offer(path=one)], key=key, clock=clock))
        result["build after one"] = measured(lambda: build(book))
    result["reading against trafilatura"] = reading_against_trafilatura(folder)
    return result


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--data", type=Path, help="a folder of HTML pages instead of generated ones")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    extra = list(pages(given.documents + 1))[-1][1]
    if given.data:
        result = run(given.data, extra)
    else:
        with tempfile.TemporaryDirectory() as folder:
            write_pages(Path(folder), given.documents)
            result = run(Path(folder), extra)
    print(json.dumps(result)) if given.json else print_result("building", result)


if __name__ == "__main__":
    main()
