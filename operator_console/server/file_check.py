"""What an uploaded file really is: allowed by name and content; no I/O of its own."""

import re

from msgspec import Struct

from operator_console.domain.plain_text import clean_line

MAX_NAME_CHARS = 100
MAX_TEXT_BYTES = 2 * 1024 * 1024

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FileRefused(Exception):
    """The file is not of an allowed kind; the text is a key: type, content, too_many_pixels."""


class CheckedFile(Struct, frozen=True, kw_only=True):
    """A file as it is kept; a picture's bytes are our own encoding."""

    name: str
    content_type: str
    body: bytes
    width_px: int | None = None
    height_px: int | None = None
    duration_s: float | None = None


def safe_name(name: str) -> str:
    """Return a display name that is harmless to show and to save: no folders, controls, bidi or device names."""
    last = re.split(r"[\\/]", name)[-1]
    line = clean_line(_UNSAFE.sub("_", _INVISIBLE.sub("", last)), 400).strip(". ")
    stem, dot, ending = line.rpartition(".")
    if not dot:
        stem, ending = line, ""
    ending = ending[:10]
    stem = stem[: MAX_NAME_CHARS - len(ending) - 1].strip(". ") or "file"
    safe = f"{stem}.{ending}" if ending else stem
    return f"_{safe}" if _DEVICE.fullmatch(safe) else safe


def check_file(name: str, body: bytes) -> CheckedFile:
    """Return the file as it may be kept; runs in a worker thread.

    Args:
        name: From `safe_name`.

    Raises:
        FileRefused: Name or content is not allowed, or they do not fit together.
    """
    ending = name.rpartition(".")[2].casefold()
    if ending in _FORMATS:
        from operator_console.server.pictures import made_anew

        return made_anew(name, body, _FORMATS[ending])
    if ending == "pdf":
        if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-2048:]:
            raise FileRefused("content")
        return CheckedFile(name=name, content_type="application/pdf", body=body)
    if ending == "txt":
        return CheckedFile(name=name, content_type="text/plain; charset=utf-8", body=_text(body))
    if ending in {"mp4", "webm"}:
        return _video(name, body, ending)
    raise FileRefused("type")


def _video(name: str, body: bytes, ending: str) -> CheckedFile:
    """Look at what a video says of itself; it is kept as it is and never decoded here."""
    from operator_console.server.video_check import NoVideo, check_mp4, check_webm

    try:
        found = check_mp4(body) if ending == "mp4" else check_webm(body)
    except NoVideo:
        raise FileRefused("content") from None
    return CheckedFile(
        name=name,
        content_type=f"video/{ending}",
        body=body,
        width_px=found.width_px,
        height_px=found.height_px,
        duration_s=found.duration_s,
    )


def _text(body: bytes) -> bytes:
    if len(body) > MAX_TEXT_BYTES or b"\x00" in body:
        raise FileRefused("content")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise FileRefused("content") from None
    return body
