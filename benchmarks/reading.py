"""Characters that the reader reads in a CPU second, beside spaCy's blank pipeline with a keyword regex on the same text.

``uv run --group bench python -m benchmarks.reading [--data PATH] [--json]``. PATH is a text file, or JSON Lines with a
``text`` each.
The peer only splits sentences and looks for a number beside a keyword: it reads neither bound, group, period nor source.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._print import print_result
from tallybook.model import Passage
from tallybook.reading import READER_VERSION, read

FILLER = (
    "The council met again in the morning and discussed the state of the roads. Shops opened late and the buses did not run. "
    "A spokesman for the company said that the plant would close for repairs. "
    "Negotiators are due to return to the capital next week. "
)
NEWS = (
    "At least 14 people were killed and more than 60 injured when shells hit a market in the town of Oresk on Thursday, "
    "medics said.\n"
    "The Valley Rights Network said on Friday that it had verified the deaths of 212 people, including 31 children, "
    "since 3 March.\n"
)
KEYWORD = re.compile(r"(\d[\d,]*) (?:\w+ ){0,4}(?:killed|dead|injured|wounded|arrested|detained)")


def texts(data: Path | None) -> list[str]:
    """The texts to read: a file's, or generated ones in which every fifth sentence states figures."""
    if data is None:
        return [(FILLER * 2 + NEWS) * 8 for _ in range(60)]
    content = data.read_text(encoding="utf-8")
    if data.suffix != ".jsonl":
        return [content]
    return [json.loads(line)["text"] for line in content.split("\n") if line.strip()]  # a text may hold other line ends


def speed(found: list[str], work: Callable[[str], object]) -> float:
    """Characters in a CPU second, the best of three runs behind one that warms up."""
    work(found[0])
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in found:
            work(text)
        best = min(best, time.process_time() - start)
    return sum(map(len, found)) / max(best, 1e-9)


def ours(text: str) -> object:
    return read(Passage(document="b", id="b", kind="text", text=text, lang="en"))


def peer() -> tuple[str, Callable[[str], object]] | None:
    """spaCy's blank English pipeline, or None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**9
    return importlib.metadata.version("spacy"), lambda text: [KEYWORD.findall(sentence.text) for sentence in pipeline(text).sents]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = texts(options.data)
    result: dict[str, object] = {
        "texts": len(found),
        "characters": sum(map(len, found)),
        "reader": READER_VERSION,
        "tallybook, full grammar: characters per CPU second": round(speed(found, ours)),
    }
    other = peer()
    if other is not None:
        version, work = other
        result[f"spaCy {version}, sentences and keywords only: characters per CPU second"] = round(speed(found, work))
    if options.json:
        print(json.dumps(result))
    else:
        print_result("reading", result)
    if other is None:
        print("spaCy is not installed: run with `uv run --group bench` to compare.", file=sys.stderr)


if __name__ == "__main__":
    main()
