"""Small videos, made by hand: as many boxes and elements as players ask for, and a frame of nothing."""

import struct


def box(kind: bytes, *content: bytes) -> bytes:
    """Return an MP4 box."""
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(*, codec: bytes = b"avc1", seconds: int = 7, brand: bytes = b"isom", behind: bytes = b"") -> bytes:
    """Return an MP4 of 320x180 with one video track."""
    entry = box(codec, bytes(24), struct.pack(">HH", 320, 180), bytes(50))
    table = box(b"stsd", bytes(4), struct.pack(">I", 1), entry)
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
    head = box(b"mvhd", bytes(12), struct.pack(">II", 1000, seconds * 1000), bytes(80))
    return box(b"ftyp", brand, bytes(4), brand) + box(b"moov", head, track) + box(b"mdat", bytes(64)) + behind


def element(number: int, *content: bytes) -> bytes:
    """Return an EBML element."""
    body = b"".join(content)
    width = (number.bit_length() + 7) // 8
    return number.to_bytes(width) + (len(body) | 1 << 56).to_bytes(8) + body


def webm(*, codec: bytes = b"V_VP8", kind: bytes = b"webm", seconds: float = 3.0) -> bytes:
    """Return a WebM of 320x180 with one video track."""
    head = element(0x1A45DFA3, element(0x4282, kind))
    info = element(
        0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)), element(0x4489, struct.pack(">d", seconds * 1000))
    )
    shape = element(0xE0, element(0xB0, (320).to_bytes(2)), element(0xBA, (180).to_bytes(2)))
    tracks = element(0x1654AE6B, element(0xAE, element(0x86, codec), shape))
    return head + element(0x18538067, info, tracks, element(0x1F43B675, bytes(40)))
