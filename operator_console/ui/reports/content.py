"""What a report shows, from its counts: columns and rows of the table, values of the charts; no widget."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.figures.bins import HISTOGRAM_STEP_S, histogram, percentile
from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.figures.counts import Counts, What, reply_bins, time_in
from operator_console.domain.figures.definitions import FIGURES, HOUR_MS, ON_DUTY, Figure
from operator_console.ui.reports.charts.base import Sheet
from operator_console.ui.reports.grid import Cell, Column
from operator_console.ui.reports.words import (
    figure_rule,
    figure_title,
    grouping_title,
    row_title,
    seconds_words,
    short_day,
    value_words,
)

if TYPE_CHECKING:
    from operator_console.protocol.reports import Report

translate = QCoreApplication.translate
TARGET_S = 30
TIMELY = (Grouping.DAY, Grouping.HOUR, Grouping.HOUR_OF_DAY, Grouping.HOUR_OF_WEEK)
_HOURS = tuple(f"{hour:02}" for hour in range(24))


class Lines(Struct, frozen=True):
    """Percentiles over time."""

    sheet: Sheet
    lines: tuple[tuple[float | None, ...], ...]
    below: list[str]


class Bars(Struct, frozen=True):
    """Bars, and a line over them."""

    sheet: Sheet
    bars: tuple[float, ...]
    below: list[str]
    line: tuple[float, ...] = ()


class Week(Struct, frozen=True):
    """A week by hours."""

    days: list[str]
    hours: list[str]
    values: tuple[tuple[float, ...], ...]
    value: str


def names_of(report: "Report") -> dict[str, str]:
    """Return the names of sites, departments and agents by id."""
    return {each.id: each.name for each in (*report.sites, *report.departments, *report.agents)}


def shown_figures(grouping: Grouping, *, own: bool) -> tuple[Figure, ...]:
    """Return the figures that rows of a kind can have."""
    of_agents = own or grouping is Grouping.AGENT
    return tuple(each for each in FIGURES if each.read is not None and (each.of_agents or not of_agents))


def columns_of(grouping: Grouping, figures: tuple[Figure, ...]) -> tuple[Column, ...]:
    """Return the table's columns."""
    titles = (Column(figure_title(figure.id), figure_rule(figure.id)) for figure in figures)
    return Column(grouping_title(grouping), number=False), *titles


def rows_of(
    locale: QLocale,
    grouping: Grouping,
    groups: Mapping[str, Counts],
    figures: tuple[Figure, ...],
    names: dict[str, str],
) -> list[tuple[Cell, ...]]:
    """Return the table's rows, in the order of time or of names."""
    rows = []
    for key in sorted(groups):
        title = row_title(locale, grouping, key, names)
        cells = [Cell(title, key if grouping in TIMELY else title.casefold())]
        cells += [_cell(locale, figure, groups[key]) for figure in figures]
        rows.append(tuple(cells))
    return rows


def total_row(locale: QLocale, figures: tuple[Figure, ...], counts: Counts) -> tuple[Cell, ...]:
    """Return the row of everything."""
    return Cell(translate("Reports", "Together"), ""), *(_cell(locale, figure, counts) for figure in figures)


def _cell(locale: QLocale, figure: Figure, counts: Counts) -> Cell:
    if figure.read is None:
        return Cell("", "")
    reading = figure.read(counts)
    return Cell(value_words(locale, figure, reading), "" if reading.value is None else reading.value)


def response_histogram(locale: QLocale, counts: Counts) -> Bars:
    """Return replies in steps of five seconds."""
    steps = histogram(reply_bins(counts))
    starts = [number * HISTOGRAM_STEP_S for number in range(len(steps))]
    names = [f"{start}–{start + HISTOGRAM_STEP_S} s" for start in starts[:-1]]
    names.append(translate("Reports", "%1 s and more").replace("%1", str(starts[-1])))
    rows = tuple((name, locale.toString(count)) for name, count in zip(names, steps, strict=True))
    sheet = Sheet((translate("Reports", "Response clock"), translate("Reports", "Replies")), rows)
    return Bars(sheet, tuple(map(float, steps)), [str(start) for start in starts])


def percentile_lines(locale: QLocale, grouping: Grouping, groups: Mapping[str, Counts]) -> Lines:
    """Return median and 90th percentile by day or by hour."""
    keys = sorted(groups)
    bins = [reply_bins(groups[key]) for key in keys]
    lines = tuple(tuple(percentile(each, share) for each in bins) for share in (0.5, 0.9))
    titles = [row_title(locale, grouping, key, {}) for key in keys]
    below = [
        short_day(locale, key) if grouping is Grouping.DAY else title[-5:]
        for key, title in zip(keys, titles, strict=True)
    ]
    words = [["–" if value is None else seconds_words(locale, value) for value in line] for line in lines]
    rows = tuple(zip(titles, *words, strict=True))
    header = (grouping_title(grouping), figure_title("median"), figure_title("p90"))
    return Lines(Sheet(header, rows), lines, below)


def load_and_staff(locale: QLocale, groups: Mapping[str, Counts], days: int, *, own: bool) -> Bars:
    """Return chats and agents on duty by hour of the day, on an average day of the period."""
    hours = _between(groups)
    load = tuple(_chats(groups.get(hour, {}), own=own) / days for hour in hours)
    staff = tuple(_on_duty(groups.get(hour, {})) / days for hour in hours)
    number = locale.toString
    rows = tuple(
        (f"{hour}:00", number(chats, "f", 1), number(agents, "f", 1))
        for hour, chats, agents in zip(hours, load, staff, strict=True)
    )
    header = (grouping_title(Grouping.HOUR_OF_DAY), _chats_title(own=own), translate("Reports", "Agents on duty"))
    return Bars(Sheet(header, rows), load, [hour.lstrip("0") or "0" for hour in hours], staff)


def week_of(locale: QLocale, groups: Mapping[str, Counts], *, own: bool) -> Week:
    """Return chats by day and hour of the week."""
    found = {key: _chats(counts, own=own) for key, counts in groups.items()}
    hours = _between({key.split("-")[1]: value for key, value in found.items() if value})
    days = [locale.dayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]
    values = tuple(tuple(found.get(f"{day}-{hour}", 0.0) for hour in hours) for day in range(7))
    return Week(days, [hour.lstrip("0") or "0" for hour in hours], values, _chats_title(own=own))


def is_provisional(until: date, today: date) -> bool:
    """Tell whether something of a period may still change: first contact, until a week has passed."""
    return until > today - timedelta(days=max(figure.settles for figure in FIGURES))


def _between(groups: Mapping[str, object]) -> tuple[str, ...]:
    """Return the hours from the first with anything to the last; those of an office when there is nothing."""
    known = sorted(groups) or ["09", "17"]
    return tuple(hour for hour in _HOURS if known[0] <= hour <= known[-1])


def _chats(counts: Mapping[str, int], *, own: bool) -> float:
    return float(counts.get(What.ASSIGNED if own else What.BEGAN, 0))


def _chats_title(*, own: bool) -> str:
    return translate("Reports", "Chats given to me") if own else figure_title("began")


def _on_duty(counts: Mapping[str, int]) -> float:
    return sum(counts.get(time_in(status), 0) for status in ON_DUTY) / HOUR_MS
