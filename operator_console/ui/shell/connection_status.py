"""The connection in the words of the status line, true at one moment; knows no widget."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.state import Connection, ConnectionPhase
from operator_console.ui.kit.words import (
    connection_trouble_words,
    connection_words,
    elapsed_words,
    moment_words,
    time_words,
)

translate = QCoreApplication.translate
SLOW_MS = 1_000.0
SPEED_MS = 1.0


class ConnectionStatus(Struct, frozen=True, kw_only=True):
    """What the status line says.

    Attributes:
        role: Colour of the dot.
        can_try: A button "Try now" makes sense.
        ticks: The words change with time alone.
    """

    words: str
    role: str
    can_try: bool = False
    ticks: bool = False


def connection_status(connection: Connection, now: datetime, locale: QLocale) -> ConnectionStatus:
    """Return what is true of the connection at `now` (server time)."""
    if connection.storage_failed or connection.refusal is not None or connection.phase is ConnectionPhase.REFUSED:
        return ConnectionStatus(words=connection_words(connection), role="bad")
    for_s = 0.0 if connection.since is None else max(0.0, (now - connection.since).total_seconds())
    if connection.phase is ConnectionPhase.LIVE:
        return _live(connection, locale)
    if connection.phase is ConnectionPhase.CATCHING_UP:
        words = translate("StatusLine", "Catching up, %1").replace("%1", elapsed_words(for_s))
        if connection.trouble is not None:
            words += f" · {connection_trouble_words(connection.trouble)}"
        return ConnectionStatus(words=words, role="warn", ticks=True)
    if connection.phase is ConnectionPhase.CONNECTING:
        words = translate("StatusLine", "Connecting, %1").replace("%1", elapsed_words(for_s))
        parts, role = [words, *_next_try(connection, now)], "warn"
    else:
        parts, role = [_offline(connection, now, locale), *_next_try(connection, now)], "bad"
    can_try = len(parts) > 1
    if connection.trouble is not None:
        parts.append(connection_trouble_words(connection.trouble))
    return ConnectionStatus(words=" · ".join(parts), role=role, can_try=can_try, ticks=True)


def _live(connection: Connection, locale: QLocale) -> ConnectionStatus:
    speed_ms = connection.round_trip_ms
    speed = ""
    if speed_ms is not None and speed_ms >= SPEED_MS:
        milliseconds = locale.toString(round(speed_ms))
        speed = " · " + translate("StatusLine", "%1 ms").replace("%1", milliseconds)
    if connection.slow_out:
        words = translate("StatusLine", "Slow, %n messages wait for the server", None, connection.slow_out)
        return ConnectionStatus(words=words + speed, role="warn")
    if (speed_ms or 0.0) > SLOW_MS:
        return ConnectionStatus(words=translate("StatusLine", "Slow") + speed, role="warn")
    return ConnectionStatus(words=translate("StatusLine", "Live") + speed, role="ok")


def _offline(connection: Connection, now: datetime, locale: QLocale) -> str:
    words = translate("StatusLine", "Offline")
    if connection.since is not None:
        today = connection.since.astimezone().date() == now.astimezone().date()
        since = time_words(connection.since, locale) if today else moment_words(connection.since, locale)
        words = translate("StatusLine", "Offline since %1").replace("%1", since)
    if connection.waiting_out:
        words += ", " + translate("StatusLine", "%n messages kept", None, connection.waiting_out)
    return words


def _next_try(connection: Connection, now: datetime) -> list[str]:
    """Say when the next attempt comes; nothing while one is under way at the beginning."""
    if connection.retry_at is None:
        offline = connection.phase is ConnectionPhase.OFFLINE
        return [translate("StatusLine", "Trying now")] if offline else []
    left_s = (connection.retry_at - now).total_seconds()
    if left_s <= 0:
        return [translate("StatusLine", "Trying now")]
    return [translate("StatusLine", "Trying again in %1").replace("%1", elapsed_words(left_s + 0.999))]
