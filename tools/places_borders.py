"""Moves the borders between countries to a closer line, for the core gazetteer pack.

Natural Earth draws national borders at 1:10 million, up to a few kilometres off, and villages stand on the wrong side of them.
country-coder draws the same de facto borders closer wherever people live. What the two differ by along a border goes to the province on
country-coder's side of it. A difference that reaches deep into a country is a dispute about territory and not about a line: there
Natural Earth stays.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import shapely
from shapely.geometry import shape as from_geojson

from tallybook.places._format import SHAPE_SCALE
from tallybook.places._packbuild import AreaInput

DEEPEST = 0.1  # degrees, about ten kilometres
GRID = 1 / SHAPE_SCALE


class Move(NamedTuple):
    """A piece of land that leaves one province (by number) for another."""

    piece: shapely.Geometry
    giver: int
    taker: int


def countries_of(borders: dict[str, Any]) -> dict[str, shapely.Geometry]:
    """country-coder's shape of each country; territories without a code of their own belong to their country."""
    parts: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for feature in borders["features"]:
        row = feature["properties"]
        code = row.get("iso1A2") or row.get("country")
        if code and feature.get("geometry"):
            parts[code].append(shapely.make_valid(from_geojson(feature["geometry"])))
    return {code: shapely.union_all(shapes) for code, shapes in sorted(parts.items())}


def closer_borders(areas: Sequence[AreaInput], borders: dict[str, Any]) -> list[AreaInput]:
    """The areas with their national borders moved."""
    lines = countries_of(borders)
    codes = list(lines)
    tree = shapely.STRtree([lines[code] for code in codes])
    mine: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(areas):
        if item.shape is not None and not item.shape.is_empty:
            mine[item.area.country].append(number)
    moves = [
        move
        for number, item in enumerate(areas)
        if item.shape is not None and item.area.country in lines
        for at in sorted(tree.query(item.shape, predicate="intersects").tolist())
        if codes[at] != item.area.country and codes[at] in mine
        for move in _moves(areas, number, lines[codes[at]], mine[codes[at]])
    ]
    return _apply(areas, moves)


def _moves(areas: Sequence[AreaInput], giver: int, country: shapely.Geometry, takers: list[int]) -> Iterator[Move]:
    """What of a province lies on another country's side of the closer line, near that country's own provinces."""
    shape = areas[giver].shape
    near = [number for number in takers if shapely.distance(areas[number].shape, shape) <= DEEPEST]
    if not near:
        return
    reach = shapely.union_all([areas[number].shape for number in near]).buffer(DEEPEST)
    for piece in shapely.get_parts(shapely.intersection(shape, country, grid_size=GRID)):
        if piece.geom_type == "Polygon" and piece.area > 0 and reach.covers(piece):
            taker = min(
                near,
                key=lambda number: (shapely.distance(areas[number].shape, piece), _apart(areas[number].shape, piece), number),
            )
            yield Move(piece, giver, taker)


def _apart(shape: shapely.Geometry, piece: shapely.Geometry) -> float:
    """Of several provinces that touch a piece the one that the most of its border runs along comes first."""
    return -float(shapely.length(shapely.intersection(shape.buffer(GRID), piece.boundary)))


def _apply(areas: Sequence[AreaInput], moves: Sequence[Move]) -> list[AreaInput]:
    lost: dict[int, list[shapely.Geometry]] = defaultdict(list)
    won: dict[int, list[shapely.Geometry]] = defaultdict(list)
    for move in moves:
        lost[move.giver].append(move.piece)
        won[move.taker].append(move.piece)
    out = list(areas)
    for number in sorted(lost.keys() | won.keys()):
        shape = areas[number].shape
        if number in lost:
            shape = shapely.difference(shape, shapely.union_all(lost[number]), grid_size=GRID)
        if number in won:
            shape = shapely.union_all([shape, *won[number]], grid_size=GRID)
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0]
        out[number] = dataclasses.replace(areas[number], shape=shapely.MultiPolygon(parts)) if parts else areas[number]
    return out
