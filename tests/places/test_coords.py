from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.places import coordinates, point


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("at 37.5457, 45.0670 today", "decimal degrees"),
        ("۳۷٫۵۴۵۷، ۴۵٫۰۶۷۰", "decimal degrees"),
        ("٣٧٫٥٤٥٧ ، ٤٥٫٠٦٧٠", "decimal degrees"),
        ("37.5457° N, 45.0670° E", "decimal degrees"),
        ("N37.5457 E45.0670", "decimal degrees"),
        ("45.0670E 37.5457N", "decimal degrees"),
        ("37.5457 شمالی، 45.0670 شرقی", "decimal degrees"),
        ("37.5457 45.0670", "decimal degrees"),
        ("37°32'44.5\"N 45°04'01.2\"E", "degrees, minutes"),
        ("37° 32′ 44.5″ N, 45° 4′ 1.2″ E", "degrees, minutes"),
        ("37 32.742 N, 45 4.020 E", "degrees, minutes"),
        ("N 37 32 44.5 E 45 04 01.2", "degrees, minutes"),
        ("https://www.google.com/maps/@37.5457,45.0670,15z", "map link"),
        ("https://www.google.com/maps/place/X/data=!3d37.5457!4d45.0670", "map link"),
        ("https://maps.google.com/?q=37.5457,45.0670", "map link"),
        ("https://www.openstreetmap.org/#map=15/37.5457/45.0670", "map link"),
        ("https://www.openstreetmap.org/?mlat=37.5457&mlon=45.0670", "map link"),
        ("https://yandex.com/maps/?ll=45.0670%2C37.5457&z=15", "map link"),
        ("https://maps.apple.com/?ll=37.5457,45.0670", "map link"),
        ("geo:37.5457,45.0670", "geo link"),
        ("lat: 37.5457 lon: 45.0670", "labelled"),
        ("Longitude 45.0670, Latitude 37.5457", "labelled"),
        ("عرض جغرافیایی ۳۷٫۵۴۵۷ طول جغرافیایی ۴۵٫۰۶۷۰", "labelled"),
    ],
)
def test_every_notation_of_one_point(text: str, notation: str) -> None:
    (found,) = coordinates(text)
    assert (found.lat, found.lon) == pytest.approx((37.5457, 45.0670), abs=2e-5)
    assert found.notation == notation
    assert text[found.span[0] : found.span[1]] == found.text


def test_southern_and_western_hemispheres() -> None:
    assert [(c.lat, c.lon) for c in coordinates("33.8688 S, 151.2093 E; 34.6037° S 58.3816° W")] == [
        (-33.8688, 151.2093),
        (-34.6037, -58.3816),
    ]
    assert [(c.lat, c.lon) for c in coordinates("-33.8688, -58.3816")] == [(-33.8688, -58.3816)]


def test_plus_codes_after_the_specification() -> None:
    # The example of the Open Location Code specification: the cell whose centre is 47.365590, 8.524997.
    (found,) = coordinates("see 8FVC9G8F+6X for the yard")
    assert (found.lat, found.lon) == pytest.approx((47.365590, 8.524997), abs=7e-5)
    assert found.text == "8FVC9G8F+6X"
    assert coordinates("9G8F+6X") == ()  # a short code says nothing without the town it is near


def test_mgrs_and_utm_of_the_eiffel_tower() -> None:
    for text in ("31U DQ 48251 11932", "31UDQ4825111932", "31U 448251 5411932"):
        (found,) = coordinates(text)
        assert (found.lat, found.lon) == pytest.approx((48.8582, 2.2945), abs=1e-4), text


def test_precision_is_what_the_digits_imply() -> None:
    # Half of 0.001 degrees is about 56 metres; half of 0.0001 about 5.6.
    assert coordinates("37.546, 45.067")[0].precision_m == pytest.approx(55.6, abs=0.1)
    assert coordinates("37.5457, 45.0670")[0].precision_m == pytest.approx(5.56, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "5.2, 6.3 percent", "on 10.12.2025, 15.1.2026", "12,345 and 6,789", "at 16:30, 17:00", "37.5457", "1.234.567, 8.910.111",
        "2,003 killed in 15 provinces", "phone 021 5555 4444", "37 75.1 N 45 80.2 E", "version 1.2.3, 4.5.6", "12 13 14 15 16 17",
    ],
)  # fmt: skip
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert coordinates(text) == ()


def test_both_of_two_points_in_the_order_of_the_text() -> None:
    found = coordinates("from 35.6892, 51.3890 to geo:32.6546,51.6680")
    assert [(c.lat, c.lon) for c in found] == [(35.6892, 51.389), (32.6546, 51.668)]


@given(
    st.floats(-89.9999, 89.9999),
    st.floats(-179.9999, 179.9999),
    st.sampled_from(["{:.5f}, {:.5f}", "geo:{:.5f},{:.5f}", "{:.5f} {:.5f}"]),
)
def test_what_is_printed_is_read(lat: float, lon: float, form: str) -> None:
    (found,) = coordinates(form.format(lat, lon))
    assert (found.lat, found.lon) == (round(lat, 5), round(lon, 5))


@given(st.text(max_size=200))
def test_spans_always_hold(text: str) -> None:
    for found in coordinates(text):
        assert text[found.span[0] : found.span[1]] == found.text


def test_an_argument_that_is_nothing_but_a_point_may_have_few_digits() -> None:
    found = point("35.7, -51")
    assert found is not None
    assert (found.lat, found.lon, found.precision_m) == (35.7, -51.0, 55597.5)
    assert point("۳۵٫۷ ۵۱٫۴") is not None
    assert coordinates("35.7, -51") == ()
    assert point("35.7, 200") is None
    assert point("35.7 of 51 people") is None
