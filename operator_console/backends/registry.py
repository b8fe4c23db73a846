"""Which adapters there are, by name; each is imported when it is asked for."""

import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from operator_console.backends.native.door import NativeDoor

NAMES = ("native",)


def door_of(name: str, tls: "ssl.SSLContext | None" = None) -> "NativeDoor":
    """Return the way in to a kind of server.

    Raises:
        KeyError: There is no adapter of that name.
    """
    if name not in NAMES:
        raise KeyError(name)
    from operator_console.backends.native.door import NativeDoor

    return NativeDoor(tls)
