"""The devices on which the agent is signed in: listed and signed out through the server; keeps nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from operator_console.backends import base
from operator_console.desk.ports import Backend

if TYPE_CHECKING:
    from operator_console.protocol.http import SignedInDevice


class DeviceList:
    """Fits `ui.ports.DevicesDoor`; every call returns the devices as they are after it, or None when it failed."""

    def __init__(self, backend: Backend, now: Callable[[], datetime]) -> None:
        self._backend = backend
        self._now = now

    def now(self) -> datetime:
        """Server time."""
        return self._now()

    async def all(self) -> "tuple[SignedInDevice, ...] | None":
        """Return the devices, the one used last first."""
        return await self._asked(self._backend.devices())

    async def end(self, device_id: str) -> "tuple[SignedInDevice, ...] | None":
        """Sign one device out; one that is out already is no failure."""
        try:
            await self._backend.end_device(device_id)
        except base.Refused:
            pass
        except base.BackendError:
            return None
        return await self.all()

    async def end_others(self) -> "tuple[SignedInDevice, ...] | None":
        """Sign all others out."""
        return await self._asked(self._backend.end_other_devices())

    async def _asked(self, call: "Awaitable[tuple[SignedInDevice, ...]]") -> "tuple[SignedInDevice, ...] | None":
        try:
            return await call
        except base.BackendError:
            return None
