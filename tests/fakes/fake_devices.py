"""Devices that live in the test: fits `ui.ports.DevicesDoor`; `reachable` says whether the server answers."""

from datetime import UTC, datetime, timedelta

from operator_console.protocol.http import SignedInDevice

NOW = datetime(2026, 10, 14, 12, 5, 40, tzinfo=UTC)


def device(
    number: int, name: str, *, used: timedelta, current: bool = False, connected: bool = False
) -> SignedInDevice:
    """Return a device that signed in `number` days ago."""
    return SignedInDevice(
        id=f"se_{number}",
        name=name,
        signed_in_at=NOW - timedelta(days=number, hours=3),
        last_used_at=NOW - used,
        current=current,
        connected=connected,
    )


class FakeDevices:
    """A desk, a notebook and a hostile name; `ended` holds what was asked for."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now
        self.reachable = True
        self.ended: list[str] = []
        self.devices: tuple[SignedInDevice, ...] = (
            device(3, "BALIE-02", used=timedelta(minutes=40), connected=True),
            device(9, "notebook-sanne", used=timedelta(days=1, hours=2)),
            device(21, "<b>Bold</b>\u202e " + "x" * 200, used=timedelta(hours=5)),
            device(1, "kantoor-4", used=timedelta(seconds=3), current=True, connected=True),
        )

    def now(self) -> datetime:
        return self._now

    async def all(self) -> tuple[SignedInDevice, ...] | None:
        return self.devices if self.reachable else None

    async def end(self, device_id: str) -> tuple[SignedInDevice, ...] | None:
        return self._left(device_id)

    async def end_others(self) -> tuple[SignedInDevice, ...] | None:
        return self._left(*(each.id for each in self.devices if not each.current))

    def _left(self, *ended: str) -> tuple[SignedInDevice, ...] | None:
        if not self.reachable:
            return None
        self.ended += ended
        self.devices = tuple(each for each in self.devices if each.id not in ended)
        return self.devices
