"""Changed copies of pictures: how many are found again, and how many different pictures are taken for one.

``uv run python -m benchmarks.media [--data FOLDER] [--pictures 60] [--json]``

FOLDER holds images of different pictures. Without it the pictures are invented (textures and shapes), which is harder on false
pairs than photographs are. The peers are the whole-image hash of imagehash at its customary threshold of 8 bits.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from tallybook import __version__
from tallybook.media import compare, fingerprint

Change = Callable[[Image.Image, np.random.Generator], Image.Image]


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def crop(image: Image.Image, share: float, rng: np.random.Generator) -> Image.Image:
    """``share`` of each side is lost, at a place that nobody foresees."""
    width, height = (round(side * (1 - share)) for side in image.size)
    left, top = int(rng.integers(0, image.width - width + 1)), int(rng.integers(0, image.height - height + 1))
    return image.crop((left, top, left + width, top + height))


def letter_box(image: Image.Image) -> Image.Image:
    """As a telephone's upright story shows a wide picture."""
    width = image.width
    return ImageOps.pad(image, (width, round(width * 16 / 9)), color="black")


def banner(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A news channel's strip with writing, and its logo in a corner."""
    out = image.copy()
    draw = ImageDraw.Draw(out)
    top = round(out.height * rng.uniform(0.78, 0.88))
    draw.rectangle((0, top, out.width, out.height), fill=(180, 20, 30))
    for line in range(2):
        y = top + (line + 1) * (out.height - top) // 3
        for word in range(8):
            x = round(out.width * (0.04 + 0.11 * word))
            draw.rectangle((x, y - 6, x + round(out.width * rng.uniform(0.04, 0.09)), y + 6), fill="white")
    side = out.width // 9
    draw.ellipse((out.width - side - 12, 12, out.width - 12, 12 + side), fill=(240, 240, 240))
    return out


CHANGES: dict[str, Change] = {
    "jpeg 20": lambda image, _: jpeg(image, 20),
    "quarter size": lambda image, _: jpeg(image.resize((image.width // 4, image.height // 4)), 40),
    "crop 15 %": lambda image, rng: jpeg(crop(image, 0.15, rng), 70),
    "crop 30 %": lambda image, rng: jpeg(crop(image, 0.30, rng), 70),
    "mirror": lambda image, _: jpeg(ImageOps.mirror(image), 70),
    "mirror and crop 15 %": lambda image, rng: jpeg(crop(ImageOps.mirror(image), 0.15, rng), 70),
    "letter-box": lambda image, _: jpeg(letter_box(image), 70),
    "banner and logo": lambda image, rng: jpeg(banner(image, rng), 70),
    "turn 3 degrees": lambda image, _: jpeg(image.rotate(3, Image.Resampling.BILINEAR), 70),
}


def invented(seed: int, side: int = 512) -> Image.Image:
    """A picture of clouds of colour and some shapes: low and high frequencies, as photographs have them."""
    rng = np.random.default_rng(seed)
    spectrum = rng.normal(size=(3, side, side)) + 1j * rng.normal(size=(3, side, side))
    y, x = np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side), indexing="ij")
    steep = np.maximum(np.hypot(x, y), 1 / side) ** -rng.uniform(1.2, 1.7)
    clouds = np.real(np.fft.ifft2(spectrum * steep))
    clouds = (clouds - clouds.min(axis=(1, 2), keepdims=True)) / np.ptp(clouds, axis=(1, 2), keepdims=True)
    image = Image.fromarray((np.moveaxis(clouds, 0, 2) * 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(4, 12))):
        left, top = rng.integers(0, side, 2).tolist()
        wide, high = rng.integers(20, side // 3, 2).tolist()
        colour = tuple(rng.integers(0, 256, 3).tolist())
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((left, top, left + wide, top + high), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(0.7)).crop((0, 0, side, round(side * rng.uniform(0.56, 1.0))))


def load(folder: Path | None, count: int) -> list[Image.Image]:
    if folder is None:
        return [invented(seed) for seed in range(count)]
    return [Image.open(path).convert("RGB") for path in sorted(folder.iterdir())[:count]]


def encode(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def score(pictures: list[Image.Image]) -> dict[str, object]:
    """Share of changed copies found again by change, with the peer's, and wrong pairs over all pairs of different pictures."""
    references = [fingerprint(encode(picture), item="reference") for picture in pictures]
    peers = [imagehash.phash(picture) for picture in pictures]
    results: dict[str, object] = {}
    wrong = asked = 0
    for name, change in CHANGES.items():
        found = peer = 0
        for number, picture in enumerate(pictures):
            changed = change(picture, np.random.default_rng(number))
            query = fingerprint(encode(changed), item=name)
            found += compare(query, references[number]) is not None
            peer += int(imagehash.phash(changed) - peers[number]) <= 8
            others = [compare(query, other) for at, other in enumerate(references) if at != number]
            wrong += sum(answer is not None for answer in others)
            asked += len(others)
        results[name] = {"found": round(found / len(pictures), 3), "imagehash": round(float(peer) / len(pictures), 3)}
    results["wrong pairs"] = {"wrong": wrong, "of": asked, "in 10,000": round(wrong / asked * 10_000, 2)}
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description="Changed copies of pictures.")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    pictures = load(args.data, args.pictures)
    begin = time.perf_counter()
    results: dict[str, object] = {"version": __version__, "date": dt.datetime.now(dt.UTC).date().isoformat(), **score(pictures)}
    results["seconds"] = round(time.perf_counter() - begin, 1)
    if args.json:
        json.dump(results, sys.stdout, indent=2)
        print()
        return 0
    for key, value in results.items():
        print(f"{key:24} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
