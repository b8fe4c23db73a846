"""Whether bytes are a video of a kind that browsers play, and how long it is; walks boxes, decodes nothing, no I/O.

MP4 by its boxes (ISO/IEC 14496-12), which must fill the file to its last byte; WebM by its EBML elements (RFC 8794).
Every step is bounded by the bytes that are there and by `MOST_STEPS`.
"""

import struct
from collections.abc import Iterator

from msgspec import Struct

MOST_STEPS = 4_000
MOST_S = 6 * 3600.0
_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
_VIDEO = frozenset({b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09"})
_AUDIO = frozenset({b"mp4a", b"Opus", b"ac-3", b"ec-3", b"fLaC"})
_TOP = frozenset(
    {
        b"ftyp",
        b"styp",
        b"moov",
        b"moof",
        b"mdat",
        b"mfra",
        b"sidx",
        b"free",
        b"skip",
        b"wide",
        b"meta",
        b"uuid",
        b"udta",
        b"pdin",
        b"emsg",
    }
)
_WEBM_CODECS = ("V_VP8", "V_VP9", "V_AV1")
_EBML, _SEGMENT, _INFO, _TRACKS, _ENTRY = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
_DOC_TYPE, _SCALE, _DURATION, _CODEC, _VIDEO_TRACK, _WIDTH, _HEIGHT = 0x4282, 0x2AD7B1, 0x4489, 0x86, 0xE0, 0xB0, 0xBA
_UNKNOWN = -1


class Video(Struct, frozen=True, kw_only=True):
    """What is known of a video without decoding it."""

    duration_s: float | None = None
    width_px: int | None = None
    height_px: int | None = None


class NoVideo(Exception):
    """The bytes are not a video of an allowed kind, or end too early."""


def check_mp4(body: bytes) -> Video:
    """Return what an MP4 says of itself.

    Raises:
        NoVideo: It is not one, has another codec than the known ones, or something stands behind it.
    """
    steps = _Steps()
    boxes = list(_boxes(body, 0, len(body), steps))
    if not boxes or boxes[0][0] != b"ftyp" or any(kind not in _TOP for kind, _start, _end in boxes):
        raise NoVideo
    start, end = boxes[0][1:]
    if (
        not {body[start : start + 4], *(body[at : at + 4] for at in range(start + 8, min(end, start + 200), 4))}
        & _BRANDS
    ):
        raise NoVideo
    moov = next(((start, end) for kind, start, end in boxes if kind == b"moov"), None)
    if moov is None or not any(kind == b"mdat" for kind, _start, _end in boxes):
        raise NoVideo
    return _movie(body, moov, steps)


def check_webm(body: bytes) -> Video:
    """Return what a WebM says of itself.

    Raises:
        NoVideo: It is not one, or has another codec than the known ones.
    """
    steps = _Steps()
    top = _elements(body, 0, len(body), steps)
    first = next(top, None)
    if first is None or first[0] != _EBML:
        raise NoVideo
    kind = {number: body[start:end] for number, start, end in _elements(body, first[1], first[2], steps)}
    if kind.get(_DOC_TYPE, b"").rstrip(b"\0") != b"webm":
        raise NoVideo
    second = next(top, None)
    if second is None or second[0] != _SEGMENT:
        raise NoVideo
    duration_s: float | None = None
    found: Video | None = None
    for number, start, end in _elements(body, second[1], second[2], steps):
        if number == _INFO:
            duration_s = _webm_duration(body, start, end, steps)
        elif number == _TRACKS:
            found = _webm_track(body, start, end, steps)
            break
    if found is None:
        raise NoVideo
    return Video(duration_s=duration_s, width_px=found.width_px, height_px=found.height_px)


class _Steps:
    """How many elements may still be looked at."""

    def __init__(self) -> None:
        self._left = MOST_STEPS

    def take(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise NoVideo


def _boxes(body: bytes, at: int, end: int, steps: _Steps) -> Iterator[tuple[bytes, int, int]]:
    """Give kind, start and end of the content of each box; they must fill the space exactly."""
    while at < end:
        steps.take()
        if end - at < 8:
            raise NoVideo
        size, kind, head = int.from_bytes(body[at : at + 4]), body[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(body[at + 8 : at + 16]), 16
        elif size == 0 and kind == b"mdat":
            size = end - at
        if size < head or at + size > end:
            raise NoVideo
        yield kind, at + head, at + size
        at += size


def _inner(body: bytes, space: tuple[int, int], steps: _Steps, *path: bytes) -> Iterator[tuple[int, int]]:
    """Give the content of every box at the end of a path of kinds."""
    if not path:
        yield space
        return
    for kind, start, end in _boxes(body, *space, steps):
        if kind == path[0]:
            yield from _inner(body, (start, end), steps, *path[1:])


def _movie(body: bytes, moov: tuple[int, int], steps: _Steps) -> Video:
    duration_s = None
    for start, end in _inner(body, moov, steps, b"mvhd"):
        head = body[start:end]
        try:
            scale, length = (
                struct.unpack_from(">IQ", head, 20) if head[:1] == b"\1" else struct.unpack_from(">II", head, 12)
            )
        except struct.error:
            raise NoVideo from None
        duration_s = length / scale if scale else None
    size: tuple[int, int] | None = None
    for start, end in _inner(body, moov, steps, b"trak", b"mdia", b"minf", b"stbl", b"stsd"):
        for kind, first, last in _boxes(body, start + 8, end, steps):
            if kind in _VIDEO and last - first >= 28:
                width, height = struct.unpack_from(">HH", body, first + 24)
                size = size or (width, height)
            elif kind not in _AUDIO and kind not in _VIDEO and kind not in {b"tmcd", b"text", b"tx3g", b"mett"}:
                raise NoVideo
    if size is None:
        raise NoVideo
    return Video(duration_s=_plausible(duration_s), width_px=size[0] or None, height_px=size[1] or None)


def _elements(body: bytes, at: int, end: int, steps: _Steps) -> Iterator[tuple[int, int, int]]:
    """Give number, start and end of the content of each EBML element; one of unknown size goes on to the end."""
    while at < end:
        steps.take()
        number, at = _number(body, at, end, keep_mark=True)
        size, at = _number(body, at, end, keep_mark=False)
        last = end if size == _UNKNOWN else at + size
        if last > end:
            raise NoVideo
        yield number, at, last
        at = last


def _number(body: bytes, at: int, end: int, *, keep_mark: bool) -> tuple[int, int]:
    first = body[at] if at < end else 0
    width = 9 - first.bit_length()
    if not first or at + width > end or (keep_mark and width > 4):
        raise NoVideo
    value = int.from_bytes(body[at : at + width])
    if keep_mark:
        return value, at + width
    value -= 1 << (7 * width)
    return (_UNKNOWN if value == (1 << (7 * width)) - 1 else value), at + width


def _webm_duration(body: bytes, start: int, end: int, steps: _Steps) -> float | None:
    scale, length = 1_000_000, None
    for number, first, last in _elements(body, start, end, steps):
        if number == _SCALE:
            scale = int.from_bytes(body[first:last][:8])
        elif number == _DURATION and last - first in {4, 8}:
            length = struct.unpack(">f" if last - first == 4 else ">d", body[first:last])[0]
    return _plausible(length * scale / 1e9) if length is not None else None


def _webm_track(body: bytes, start: int, end: int, steps: _Steps) -> Video | None:
    for number, first, last in _elements(body, start, end, steps):
        if number != _ENTRY:
            continue
        parts = {kind: (begin, stop) for kind, begin, stop in _elements(body, first, last, steps)}
        codec = body[slice(*parts.get(_CODEC, (0, 0)))].decode("ascii", "replace")
        if not codec.startswith(_WEBM_CODECS):
            continue
        size = {
            kind: int.from_bytes(body[a:b][:4])
            for kind, a, b in _elements(body, *parts.get(_VIDEO_TRACK, (0, 0)), steps)
        }
        return Video(width_px=size.get(_WIDTH) or None, height_px=size.get(_HEIGHT) or None)
    return None


def _plausible(seconds: float | None) -> float | None:
    return round(seconds, 1) if seconds is not None and 0.05 < seconds <= MOST_S else None
