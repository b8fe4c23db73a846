"""Dutch public holidays: known years, and what holds for every year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.holidays import DUTCH_NAMES, FIRST_YEAR, LAST_YEAR, Holiday, dutch_holidays, easter

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


@pytest.mark.parametrize(
    "year, month, day",
    [
        (2016, 3, 27), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2030, 4, 21), (2038, 4, 25),
        (2049, 4, 18), (2076, 4, 19), (2285, 3, 22),
    ],
)  # fmt: skip
def test_easter_of_known_years(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_2025_is_a_year_with_everything() -> None:
    expected = {
        "01-01": Holiday.NEW_YEAR, "04-18": Holiday.GOOD_FRIDAY, "04-20": Holiday.EASTER,
        "04-21": Holiday.EASTER_MONDAY, "04-26": Holiday.KINGS_DAY, "05-05": Holiday.LIBERATION_DAY,
        "05-29": Holiday.ASCENSION, "06-08": Holiday.WHIT_SUNDAY, "06-09": Holiday.WHIT_MONDAY,
        "12-25": Holiday.CHRISTMAS, "12-26": Holiday.SECOND_CHRISTMAS,
    }  # fmt: skip
    assert {day.strftime("%m-%d"): holiday for day, holiday in dutch_holidays(2025).items()} == expected


def test_liberation_day_is_a_day_off_every_five_years() -> None:
    years = [year for year in range(2020, 2041) if Holiday.LIBERATION_DAY in dutch_holidays(year).values()]
    assert years == [2020, 2025, 2030, 2035, 2040]


@given(YEARS)
def test_every_year(year: int) -> None:
    days = dutch_holidays(year)
    assert list(days) == sorted(days)
    assert {day.year for day in days} == {year}
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)
    assert days[sunday] is Holiday.EASTER
    assert days[sunday + timedelta(days=39)] in {Holiday.ASCENSION, Holiday.LIBERATION_DAY, Holiday.KINGS_DAY}
    kings = next((day for day, holiday in days.items() if holiday is Holiday.KINGS_DAY), None)
    assert kings is None or kings.weekday() != 6
    assert set(days.values()) <= set(DUTCH_NAMES)


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1, 0, -5])
def test_years_that_nobody_plans(year: int) -> None:
    with pytest.raises(ValueError, match="no holidays"):
        dutch_holidays(year)
