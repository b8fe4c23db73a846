"""Ending with the process that started us: calls back when standard input closes."""

import asyncio
import sys
import threading
from collections.abc import Callable


def call_when_input_closes(callback: Callable[[], None]) -> None:
    """Call `callback` on the running loop once standard input is at its end."""
    loop = asyncio.get_running_loop()

    def wait() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        try:
            loop.call_soon_threadsafe(callback)
        except RuntimeError:
            return  # the loop has ended by itself

    threading.Thread(target=wait, name="standard input", daemon=True).start()
