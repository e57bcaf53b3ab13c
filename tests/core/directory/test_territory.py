from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.territory import Cover, Precision, Territory, distance_km, local_time, zone_covers
from tests.support.offers import SAVERNE

PARIS = Territory(
    name="Paris", insee="75056", epci="200054781", department="75", lat=48.86, lon=2.34, precision=Precision.CITY
)
PARIS_19 = Territory(name="Paris 19e", insee="75119", parent="75056", epci="200054781", department="75")
CORSE = Territory(name="Corse-du-Sud", department="2A", precision=Precision.DEPARTMENT)


@pytest.mark.parametrize(
    ("zone", "place", "cover"),
    [
        ((), SAVERNE, Cover.YES),
        ((), None, Cover.YES),
        (("67437",), SAVERNE, Cover.YES),
        (("200068112",), SAVERNE, Cover.YES),
        (("57", "67"), SAVERNE, Cover.YES),
        (("R44",), SAVERNE, Cover.YES),
        (("44",), SAVERNE, Cover.NO),  # Loire-Atlantique, not the région of the same number
        (("france",), SAVERNE, Cover.YES),
        (("99100",), None, Cover.YES),
        (("67482",), SAVERNE, Cover.NO),
        (("67",), None, Cover.UNKNOWN),
        (("75056",), PARIS_19, Cover.YES),
        (("75119",), PARIS, Cover.UNKNOWN),
        (("93066",), PARIS, Cover.NO),
        (("2A004",), CORSE, Cover.UNKNOWN),
        (("2A",), CORSE, Cover.YES),
        (("242010056",), CORSE, Cover.UNKNOWN),
        (("2B033",), CORSE, Cover.NO),
    ],
)
def test_a_zone_covers_a_place_or_not_or_nobody_can_say(
    zone: tuple[str, ...], place: Territory | None, cover: Cover
) -> None:
    assert zone_covers(zone, place) == cover


@given(*[st.floats(-90, 90), st.floats(-180, 180)] * 2)
def test_a_distance_is_the_same_both_ways_and_never_beyond_the_earth(
    lat: float, lon: float, to_lat: float, to_lon: float
) -> None:
    there, back = distance_km(lat, lon, to_lat, to_lon), distance_km(to_lat, to_lon, lat, lon)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


@pytest.mark.parametrize(("department", "hour"), [("67", 15), ("974", 18), ("972", 10), ("", 15)])
def test_the_clocks_are_those_of_the_place(department: str, hour: int) -> None:
    assert local_time(datetime(2026, 11, 23, 14, tzinfo=UTC), department=department).hour == hour
