"""Public holidays of the Netherlands, computed for a year; pure, knows no opening hours and no site."""

from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2014, 2199
"""From the first King's Day on; the rule of Easter holds as long as anybody plans."""
_SUNDAY = 6
_LIBERATION_EVERY = 5


class Holiday(StrEnum):
    """The generally recognised holidays (Algemene termijnenwet, article 3), and two on which many shops are closed."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER = "easter"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION = "ascension"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS = "christmas"
    SECOND_CHRISTMAS = "second_christmas"


DUTCH_NAMES = {
    Holiday.NEW_YEAR: "Nieuwjaarsdag",
    Holiday.GOOD_FRIDAY: "Goede Vrijdag",
    Holiday.EASTER: "Eerste paasdag",
    Holiday.EASTER_MONDAY: "Tweede paasdag",
    Holiday.KINGS_DAY: "Koningsdag",
    Holiday.LIBERATION_DAY: "Bevrijdingsdag",
    Holiday.ASCENSION: "Hemelvaartsdag",
    Holiday.WHIT_SUNDAY: "Eerste pinksterdag",
    Holiday.WHIT_MONDAY: "Tweede pinksterdag",
    Holiday.CHRISTMAS: "Eerste kerstdag",
    Holiday.SECOND_CHRISTMAS: "Tweede kerstdag",
}
"""As people call them; days of a Dutch shop have Dutch names in every language of the window."""


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def dutch_holidays(year: int) -> dict[date, Holiday]:
    """Return the holidays of a year in the order of the calendar.

    King's Day is a day earlier when the 27th of April is a Sunday. Liberation Day is a day off every five years (2025,
    2030) and is named in those years only. A day that is two at once has the name of the earlier in `Holiday`.

    Raises:
        ValueError: The year lies outside `FIRST_YEAR` to `LAST_YEAR`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        msg = f"no holidays of {year}"
        raise ValueError(msg)
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == _SUNDAY:
        kings_day -= timedelta(days=1)
    days = {
        Holiday.NEW_YEAR: date(year, 1, 1),
        Holiday.GOOD_FRIDAY: sunday - timedelta(days=2),
        Holiday.EASTER: sunday,
        Holiday.EASTER_MONDAY: sunday + timedelta(days=1),
        Holiday.KINGS_DAY: kings_day,
        Holiday.LIBERATION_DAY: date(year, 5, 5),
        Holiday.ASCENSION: sunday + timedelta(days=39),
        Holiday.WHIT_SUNDAY: sunday + timedelta(days=49),
        Holiday.WHIT_MONDAY: sunday + timedelta(days=50),
        Holiday.CHRISTMAS: date(year, 12, 25),
        Holiday.SECOND_CHRISTMAS: date(year, 12, 26),
    }
    if year % _LIBERATION_EVERY:
        del days[Holiday.LIBERATION_DAY]
    found: dict[date, Holiday] = {}
    for holiday, day in sorted(days.items(), key=lambda each: each[1]):
        found.setdefault(day, holiday)
    return found
