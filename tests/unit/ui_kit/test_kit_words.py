"""Every value of the desk has words; numbers and times are said in the agent's way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from operator_console.desk.state import Connection, ConnectionPhase, ConnectionRefusal, ParkReason
from operator_console.domain.conversations import Outcome
from operator_console.domain.people import AgentStatus, Device, DeviceKind, LineState
from operator_console.protocol.frames import Refusal
from operator_console.ui.kit import words
from operator_console.ui.kit.context import UiContext

DUTCH = QLocale("nl_NL")


def test_no_value_is_without_words(context: UiContext) -> None:
    said = [
        *(words.outcome_words(value) for value in Outcome),
        *(words.status_words(value) for value in AgentStatus),
        *(words.refusal_words(value) for value in Refusal),
        *(words.park_words(value) for value in ParkReason),
        *(words.connection_refusal_words(value) for value in ConnectionRefusal),
        *(words.connection_words(Connection(phase=phase, server="chat.example")) for phase in ConnectionPhase),
        *(words.line_words(value) for value in LineState),
    ]
    assert all(said)
    assert not any("%1" in text for text in said)


@pytest.mark.parametrize(
    "seconds, said",
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (252, "4 min 12 s"),
        (600, "10 min"),
        (3700, "1 h 1 min"),
        (200_000, "2 d"),
        (-3, "0 s"),
    ],
)
def test_spans(context: UiContext, seconds: float, said: str) -> None:
    assert words.elapsed_words(seconds) == said


def test_days(context: UiContext) -> None:
    today = date(2026, 10, 14)
    assert words.day_words(today, today, DUTCH) == "Today"
    assert words.day_words(today - timedelta(days=1), today, DUTCH) == "Yesterday"
    assert words.day_words(today - timedelta(days=3), today, DUTCH) == "Zondag"
    assert words.day_words(date(2025, 2, 1), today, DUTCH) == "1 februari 2025"


def test_money_and_time_follow_the_locale(context: UiContext) -> None:
    assert words.money_words(184900, "EUR", DUTCH) == "€ 1.849,00"
    moment = datetime(2026, 10, 14, 12, 5, tzinfo=UTC)
    local = moment.astimezone()
    assert words.time_words(moment, DUTCH) == f"{local.hour:02}:{local.minute:02}"


def test_what_is_not_given_is_said_so(context: UiContext) -> None:
    assert words.device_words(Device()) == "not shared"
    assert words.device_words(Device(kind=DeviceKind.PHONE, system="iOS 19")) == "Phone · iOS 19"
    assert words.language_words(None) == "not shared"
    assert words.visitor_words(None, 4812) == "Visitor 4812"
