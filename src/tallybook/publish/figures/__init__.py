"""One function a figure. Each gives SVG that serves page and print alike, and the table that says the same in words."""

from __future__ import annotations

from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._intervals import Interval, intervals
from tallybook.publish.figures._linkage import Bar, cluster, reliability, weights
from tallybook.publish.figures._map import region_map
from tallybook.publish.figures._relays import Edge, Node, relays
from tallybook.publish.figures._timeline import Moment, Row, dated, timeline

__all__ = [
    "Bar",
    "Edge",
    "Figure",
    "Interval",
    "Moment",
    "Node",
    "Row",
    "cluster",
    "dated",
    "intervals",
    "region_map",
    "relays",
    "reliability",
    "timeline",
    "weights",
]
