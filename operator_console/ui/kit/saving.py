"""Writes a file from a chat to where the agent said, under a harmless name; opens nothing."""

import asyncio
from pathlib import Path

from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.plain_text import clean_line

_NOT_IN_NAMES = late_pattern(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = late_pattern(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def safe_file_name(name: str) -> str:
    """Return a name that is one on every system: no path, no device, no hidden file, at most 120 characters."""
    last = _NOT_IN_NAMES.sub("_", clean_line(name.replace("\\", "/").rsplit("/", 1)[-1][-1_000:], 1_000)).strip(" .")
    stem, dot, ending = last.rpartition(".")
    if not dot:
        stem, ending = last, ""
    stem = (stem or "file")[:100].strip(" .") or "file"
    whole = f"{stem}.{ending[:16]}" if ending else stem
    return f"_{whole}" if _DEVICES.match(whole) else whole


async def write_file(path: Path, content: bytes) -> bool:
    """Write `content`; False when the system does not let us."""
    return await asyncio.to_thread(_write, path, content)


def _write(path: Path, content: bytes) -> bool:
    try:
        path.write_bytes(content)
    except OSError:
        return False
    return True
