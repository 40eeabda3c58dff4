"""Moving national borders to a closer line, on invented countries: A to the west of x = 10, B to the east of it."""

from __future__ import annotations

from typing import Any

import shapely
from tools.places_borders import closer_borders

from tallybook.places._packbuild import AreaInput
from tallybook.places._records import Area


def province(name: str, country: str, west: float, south: float, east: float, north: float) -> AreaInput:
    area = Area(id=name, kind="province", name=name, local=None, country=country)
    return AreaInput(area, shapely.box(west, south, east, north), ())


def borders(**boxes: tuple[float, float, float, float]) -> dict[str, Any]:
    def ring(box: tuple[float, float, float, float]) -> list[list[float]]:
        west, south, east, north = box
        return [[west, south], [east, south], [east, north], [west, north], [west, south]]

    return {
        "features": [
            {"properties": {"iso1A2": code}, "geometry": {"type": "Polygon", "coordinates": [ring(box)]}}
            for code, box in boxes.items()
        ]
    }


AREAS = [province("a-south", "AA", 8, 0, 10, 1), province("a-north", "AA", 8, 1, 10, 2), province("b", "BB", 10, 0, 12, 2)]


def bounds(areas: list[AreaInput]) -> dict[str, tuple[float, ...]]:
    return {item.area.id: tuple(round(value, 4) for value in shapely.bounds(item.shape).tolist()) for item in areas}


def test_land_between_the_two_lines_goes_to_one_province_of_the_other_country() -> None:
    moved = closer_borders(AREAS, borders(AA=(8, 0, 10.05, 2), BB=(10.05, 0, 12, 2)))
    # The strip touches both provinces of A alike: the first takes it whole.
    assert bounds(moved) == {"a-south": (8, 0, 10.05, 2), "a-north": (8, 1, 10, 2), "b": (10.05, 0, 12, 2)}
    whole = shapely.union_all([item.shape for item in moved])
    assert whole.area == 8.0
    assert sum(shapely.area(item.shape) for item in moved) == whole.area


def test_a_difference_that_reaches_deep_is_a_dispute_and_stays() -> None:
    moved = closer_borders(AREAS, borders(AA=(8, 0, 10.5, 2), BB=(10.5, 0, 12, 2)))
    assert bounds(moved) == bounds(AREAS)


def test_the_sea_that_the_other_map_counts_in_is_not_land() -> None:
    moved = closer_borders(AREAS, borders(AA=(5, -3, 10, 5), BB=(10, -3, 15, 5)))
    assert bounds(moved) == bounds(AREAS)
