"""The connection in words is true at each moment: every state, with a clock of the test's own, in both languages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from operator_console.desk.state import Connection, ConnectionPhase, ConnectionRefusal, ConnectionTrouble
from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE
from operator_console.ui.kit.language import install_language
from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.words import connection_trouble_words, moment_words, time_words
from operator_console.ui.shell.connection_status import connection_status

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 10, 14, 12, 2, 0, tzinfo=UTC)
NOON = time_words(AT, QLocale("en"))
Phase = ConnectionPhase


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[object]:
    def choose(language: str) -> QLocale:
        settings = Settings(None)
        settings.set(LANGUAGE, language)
        return install_language(qapp, settings, Resources(ROOT / "resources"))

    yield choose
    choose("en")


def words(connection: Connection, after_s: float = 0.0, locale: QLocale | None = None) -> str:
    return connection_status(connection, AT + timedelta(seconds=after_s), locale or QLocale("en")).words


def test_live_says_how_fast_and_nothing_that_ages() -> None:
    live = Connection(phase=Phase.LIVE, since=AT, round_trip_ms=38.4)
    assert words(live) == words(live, 5_000) == "Live · 38 ms"
    assert not connection_status(live, AT, QLocale("en")).ticks
    assert words(Connection(phase=Phase.LIVE, round_trip_ms=0.3)) == "Live"


def test_slow_is_said_while_acks_are_late_or_the_way_is_long() -> None:
    late = Connection(phase=Phase.LIVE, round_trip_ms=40.0, slow_out=2)
    assert words(late) == "Slow, 2 messages wait for the server · 40 ms"
    assert words(Connection(phase=Phase.LIVE, slow_out=1)) == "Slow, 1 message waits for the server"
    assert words(Connection(phase=Phase.LIVE, round_trip_ms=1_240.0)) == "Slow · 1,240 ms"
    assert connection_status(late, AT, QLocale("en")).role == "warn"


def test_catching_up_and_connecting_count() -> None:
    assert words(Connection(phase=Phase.CATCHING_UP, since=AT), 3.4) == "Catching up, 3 s"
    connecting = Connection(phase=Phase.CONNECTING, since=AT)
    assert words(connecting, 4) == "Connecting, 4 s"
    assert not connection_status(connecting, AT, QLocale("en")).can_try
    waiting = Connection(phase=Phase.CONNECTING, since=AT, retry_at=AT + timedelta(seconds=9))
    assert words(waiting, 1.5) == "Connecting, 1 s · Trying again in 8 s"
    assert connection_status(waiting, AT, QLocale("en")).can_try


def test_offline_says_since_when_what_is_kept_and_when_it_tries_again() -> None:
    offline = Connection(phase=Phase.OFFLINE, since=AT, retry_at=AT + timedelta(seconds=20))
    assert words(offline, 12) == f"Offline since {NOON} · Trying again in 8 s"
    assert words(offline, 12.2) == f"Offline since {NOON} · Trying again in 8 s"
    assert words(offline, 20) == f"Offline since {NOON} · Trying now"
    kept = Connection(phase=Phase.OFFLINE, since=AT, waiting_out=2)
    assert words(kept, 12) == f"Offline since {NOON}, 2 messages kept · Trying now"
    assert words(Connection(phase=Phase.OFFLINE, since=AT, waiting_out=1)).startswith(
        f"Offline since {NOON}, 1 message kept"
    )
    yesterday = words(kept, 86_400)
    assert yesterday.startswith(f"Offline since {moment_words(AT, QLocale('en'))}, 2 messages kept")


def test_what_stops_the_desk_comes_first() -> None:
    refused = Connection(phase=Phase.REFUSED, refusal=ConnectionRefusal.SIGNED_OUT, waiting_out=3)
    assert words(refused) == "You are signed out. Sign in again to go on."
    full = Connection(phase=Phase.LIVE, storage_failed=True)
    assert connection_status(full, AT, QLocale("en")).role == "bad"


def test_dutch_says_the_same(speak: object) -> None:
    locale = speak("nl")  # type: ignore[operator]  # a function
    noon = time_words(AT, locale)
    offline = Connection(phase=Phase.OFFLINE, since=AT, waiting_out=2, retry_at=AT + timedelta(seconds=20))
    assert words(offline, 12, locale) == f"Offline sinds {noon}, 2 berichten bewaard · Volgende poging over 8 s"
    assert words(Connection(phase=Phase.CATCHING_UP, since=AT), 3, locale) == "Bijwerken, 3 s"
    assert words(Connection(phase=Phase.LIVE), 3, locale) == "Verbonden"
    slow = Connection(phase=Phase.LIVE, slow_out=1)
    assert words(slow, 0, locale) == "Traag, 1 bericht wacht op de server"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_trouble_on_the_way_has_its_own_sentence(speak: Callable[[str], QLocale], language: str) -> None:
    locale = speak(language)
    said = {trouble: connection_trouble_words(trouble) for trouble in ConnectionTrouble}
    assert len(set(said.values())) == len(ConnectionTrouble)
    for trouble, sentence in said.items():
        away = Connection(phase=Phase.OFFLINE, since=AT, retry_at=AT + timedelta(seconds=20), trouble=trouble)
        status = connection_status(away, AT, locale)
        assert status.words.endswith(f" · {sentence}")
        assert status.can_try
    behind = Connection(phase=Phase.CATCHING_UP, since=AT, trouble=ConnectionTrouble.BEHIND)
    assert words(behind, 3, locale).endswith(f", 3 s · {said[ConnectionTrouble.BEHIND]}")
    stopped = Connection(
        phase=Phase.REFUSED, refusal=ConnectionRefusal.CERTIFICATE, trouble=ConnectionTrouble.WRONG_HOST
    )
    assert words(stopped, locale=locale) == said[ConnectionTrouble.WRONG_HOST]
