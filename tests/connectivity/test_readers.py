from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.connectivity import read_connectivity, readers
from tallybook.connectivity._signal import on_grid
from tallybook.errors import DataError

DAY = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def at(hours: float) -> dt.datetime:
    return DAY + dt.timedelta(hours=hours)


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def test_dashboard_export_keeps_gaps_and_says_it_is_normalised() -> None:
    text = '"Time (UTC)","Google (Search)","BGP (#Visible /24s)"\n"2030-01-01 00:00:00",20.5,99\n"2030-01-01 00:30:00",,98\n'
    reading = read_connectivity(text.encode(), file="x.csv", entity="Example")
    google, bgp = reading.signals
    assert reading.reader == "ioda-csv"
    assert google.values == (20.5, None)
    assert (google.kind, bgp.kind, google.step_s, google.normalised) == ("traffic", "routing", 1800, True)
    assert not google.licence.publishable
    assert google.provenance.digest == hashlib.sha256(text.encode()).hexdigest()
    assert google.entity == "Example"


def test_plain_csv_with_semicolons_and_rows_out_of_order() -> None:
    reading = read_connectivity(b"date;traffic\n2030-01-03;3\n2030-01-01;1\n", file="x.csv", entity="Example")
    assert reading.reader == "csv"
    assert reading.signals[0].values == (1.0, 3.0)
    assert reading.signals[0].step_s == 2 * 86_400


def test_ioda_signals() -> None:
    item = {"entityType": "country", "entityCode": "XX", "entityName": "Example", "datasource": "ping-slash24", "subtype": "",
            "from": 1893456000, "until": 1893457800, "step": 600, "nativeStep": 600, "values": [10, None, 12]}  # fmt: skip
    nested = {**item, "datasource": "gtr", "values": [{"a": 1}]}
    reading = read_connectivity(dump({"type": "signals", "data": [[item, nested]]}), file="x.json")
    assert reading.reader == "ioda-json"
    assert len(reading.signals) == 1
    assert reading.signals[0].start == DAY
    assert reading.signals[0].values == (10.0, None, 12.0)
    assert reading.signals[0].kind == "probing"
    assert "left out" in reading.rejected[0]


def test_ioda_events_and_alerts_are_statements() -> None:
    events = {
        "data": [
            {"location": "country/XX", "location_name": "Example", "start": 1893456000, "duration": 7200, "datasource": "bgp"}
        ]
    }
    stated = read_connectivity(dump(events), file="x.json").stated[0]
    assert (stated.entity, stated.start, stated.end) == ("Example", DAY, at(2))
    alerts = {"data": [
        {"time": 1893456000, "datasource": "bgp", "level": "critical", "condition": "< 0.5", "value": 1, "historyValue": 9,
         "entity": {"type": "country", "code": "XX", "name": "Example"}},
        {"time": 1893459600, "datasource": "bgp", "level": "normal", "condition": "normal", "value": 9, "historyValue": 9,
         "entity": {"type": "country", "code": "XX", "name": "Example"}},
    ]}  # fmt: skip
    assert [item.start for item in read_connectivity(dump(alerts), file="x.json").stated] == [DAY]


def test_ooni_counts_by_group() -> None:
    rows = [
        {"measurement_start_day": f"2030-01-0{day}", "probe_cc": "XX", "measurement_count": 100 * day, "anomaly_count": 1,
         "confirmed_count": 0, "failure_count": 0, "ok_count": 99}
        for day in (1, 3)
    ]  # fmt: skip
    reading = read_connectivity(dump({"dimension_count": 1, "result": rows, "v": 0}), file="x.json")
    counted = next(signal for signal in reading.signals if signal.name == "measurement_count")
    assert counted.values == (100.0, 300.0)
    assert counted.kind == "measurements"
    assert counted.entity == "XX"
    assert counted.licence.noncommercial


def test_radar_series_and_annotations() -> None:
    series = {"success": True, "result": {
        "meta": {"aggInterval": "ONE_HOUR", "normalization": "MIN0_MAX"},
        "serie_0": {"timestamps": ["2030-01-01T00:00:00Z", "2030-01-01T01:00:00Z"], "values": ["0.5", "1.0"]},
    }}  # fmt: skip
    signal = read_connectivity(dump(series), file="x.json", entity="Example").signals[0]
    assert signal.values == (0.5, 1.0)
    assert signal.normalised
    notes = {"result": {"annotations": [
        {"id": "1", "startDate": "2030-01-01T00:00:00Z", "endDate": "2030-01-01T02:00:00Z", "locations": ["XX"], "asns": [],
         "scope": "national", "outage": {"outageCause": "GOVERNMENT_DIRECTED", "outageType": "NATIONWIDE"}, "linkedUrl": "https://x.org"},
        {"id": "2", "startDate": "2030-01-02T00:00:00Z", "endDate": "2030-01-01T00:00:00Z", "locations": ["XX"]},
    ]}}  # fmt: skip
    reading = read_connectivity(dump(notes), file="x.json")
    assert [(item.entity, item.cause) for item in reading.stated] == [("XX", "GOVERNMENT_DIRECTED")]
    assert "ends before it begins" in reading.rejected[0]


def test_ripestat_stretches_are_spread_over_the_step() -> None:
    def stat(begin: str, end: str, count: int) -> dict[str, object]:
        return {"timeline": [{"starttime": begin, "endtime": end}], "v4_prefixes_ris": count, "v6_prefixes_ris": -1}

    stats = [stat("2030-01-01T00:00:00", "2030-01-01T02:00:00", 7), stat("2030-01-01T03:00:00", "2030-01-01T04:00:00", 5)]
    value = {"data": {"resource": "XX", "resolution": "1h", "stats": stats}}
    v4, v6 = read_connectivity(dump(value), file="x.json").signals
    assert v4.values == (7.0, 7.0, None, 5.0)
    assert v6.values == (None, None, None, None)


def test_google_behind_its_guard_line() -> None:
    body = ")]}'\n\n" + json.dumps([["traf", [[1893456000000, [[19, 0.5]]], [1893457800000, [[19, 0.25]]]]]])
    signal = read_connectivity(body.encode(), file="x.txt", entity="Example").signals[0]
    assert signal.values == (0.5, 0.25)
    assert signal.name == "Google (Search)"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"hello", "no reader knows"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"time,a\n2030-01-01,1\n2030-01-02,x\n", "no number"),
        (b"time,a\nyesterday,1\n2030-01-02,2\n", "no time"),
        (b"time,a\n2030-01-01,1\n2030-01-01,2\n", "two different values"),
        (b"time,a\n2030-01-01,1\n", "fewer than two points"),
        (b"time,a\n2030-01-01,inf\n2030-01-02,2\n", "no number"),
    ],
)
def test_broken_files_are_named(data: bytes, says: str) -> None:
    with pytest.raises(DataError, match=says):
        read_connectivity(data, file="x.csv", entity="Example")


def test_a_file_that_does_not_name_its_place_needs_one() -> None:
    with pytest.raises(DataError, match="Name the entity"):
        read_connectivity(b"time,a\n2030-01-01,1\n2030-01-02,2\n", file="x.csv")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_hostile_bytes_raise_nothing_but_data_errors(data: bytes) -> None:
    with contextlib.suppress(DataError):
        read_connectivity(data, file="x", entity="Example")


KEYS = [
    *("data", "result", "values", "datasource", "timestamps", "annotations", "stats", "timeline"),
    *("from", "step", "start", "location", "duration", "v4_prefixes_ris", "measurement_count"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.sampled_from(sorted(readers())))
def test_hostile_shapes_raise_nothing_but_data_errors(value: object, reader: str) -> None:
    with contextlib.suppress(DataError):
        read_connectivity(json.dumps(value).encode(), file="x", entity="Example", reader=reader)


@given(st.dictionaries(st.integers(0, 500), st.none() | st.floats(0, 10), min_size=2, max_size=20))
def test_a_grid_keeps_every_value_at_its_time(points: dict[int, float | None]) -> None:
    start, step, values = on_grid([(at(hour), value) for hour, value in points.items()], item="x")
    assert len([value for value in values if value is not None]) == len([v for v in points.values() if v is not None])
    for hour, value in points.items():
        assert values[round((at(hour) - start).total_seconds()) // step] == value
