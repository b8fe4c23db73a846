"""Bad uploads and bad patterns: refused or made anew within bounds, and served as nothing but files."""

import gc
import importlib
import io
import pkgutil
import re
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

import operator_console
from operator_console.server.file_check import FileRefused, check_file, safe_name
from tests.contract.server_desk import Desk, running_desk
from tests.fakes.yardstick import slowness

MEMORY_LIMIT_MIB = 700
"""Above what the decoder's process needs anyway; the largest allowed picture is 40 megapixels."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


def _picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def _png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG with a head of this size and no rows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def _gif_of(frames: int) -> bytes:
    """Return a GIF whose last frame is repeated; encoding so many would take a minute."""
    one = _picture("GIF")
    begin = one.index(b",", 13)
    return one[:begin] + one[begin:-1] * frames + b";"


HTML = b"<html><script>alert(document.domain)</script></html>"


@pytest.mark.parametrize(
    "name, body",
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("x.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("x.png", HTML),
        ("x.png", _picture("JPEG")),
        ("x.jpg", _picture("PNG")[:60]),
        ("x.png", _png_that_claims(60_000, 60_000)),
        ("x.png", _png_that_claims(5_000, 5_000)),
        ("x.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 "),
        ("x.gif", b"GIF89a" + b"\xff" * 200),
        ("x.pdf", HTML),
        ("x.pdf", b"%PDF-1.7 without an end"),
        ("x.txt", b"\x00\x01"),
        ("x.txt", b"\xff\xfe"),
        ("x.lnk", b"L\0\0\0"),
        ("x.exe", b"MZ"),
        ("x.html", HTML),
        ("invoice.pdf.exe", b"%PDF-1.7 %%EOF"),
        ("invoice\u202efdp.exe", b"%PDF-1.7 %%EOF"),
        ("x", b"nothing"),
        ("", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(FileRefused):
        check_file(safe_name(name), body)


def test_nothing_of_a_polyglot_survives() -> None:
    for kind, ending in (("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")):
        kept = check_file(f"x.{ending}", _picture(kind) + HTML)
        assert b"script" not in kept.body
        assert kept.content_type.startswith("image/")


def test_a_gif_of_very_many_frames_becomes_one_picture_quickly() -> None:
    began_s = time.thread_time()
    kept = check_file("x.gif", _gif_of(200_000))
    assert time.thread_time() - began_s < 3 * slowness()
    assert Image.open(io.BytesIO(kept.body)).format == "PNG"


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\x.txt", "x.txt"),
        ("/etc/passwd", "passwd"),
        ("nul.txt", "_nul.txt"),
        ("COM1.png", "_COM1.png"),
        ("LPT9", "_LPT9"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\u200bb\ufeff.txt", "ab.txt"),
        ("  ..hidden.txt. ", "hidden.txt"),
        ('a<b>:"c|?*.txt', "a_b_c_.txt"),
        ("a\r\nContent-Type: x.txt", "a_Content-Type_ x.txt"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_name_is_harmless_to_show_and_to_save(given: str, kept: str) -> None:
    assert safe_name(given) == kept
    assert len(safe_name("n" * 300 + ".pdf")) <= 100
    assert safe_name("n" * 300 + ".pdf").endswith(".pdf")


async def test_a_file_is_served_as_nothing_but_a_file(desk: Desk) -> None:
    tab = await desk.visitor()
    token = tab.frames[0]["token"]
    kept = await (await desk.upload(token, "..%2f%E2%80%AEpage.txt", HTML)).json()
    assert kept["name"] == "page.txt"
    answer = await desk.get(f"/api/v1/files/{kept['id']}", token)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''page.txt"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert await answer.read() == HTML


async def test_uploads_together_are_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operator_console.server.files.MAX_UPLOADING_BYTES", 1_000)
    token = (await desk.visitor()).frames[0]["token"]
    refused = await desk.upload(token, "x.txt", b"a" * 2_000)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "2")
    assert (await desk.upload(token, "x.txt", b"a" * 500)).status == 201
    assert (await desk.upload(token, "x.txt", b"a" * 900)).status == 201


MEASURE = """
import io, resource, sys
from PIL import Image
from operator_console.server.file_check import check_file
out = io.BytesIO()
Image.new(sys.argv[1], (8000, 4990)).save(out, "PNG", compress_level=1)
body = out.getvalue()
small = io.BytesIO()
Image.new("RGB", (10, 10)).save(small, "PNG")
check_file("x.png", small.getvalue())
del out
import gc; gc.collect()
with open("/proc/self/clear_refs", "w") as file: file.write("5")
def status(name):
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith(name))
before = status("VmRSS")
check_file("x.png", body)
print(status("VmHWM") - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_the_largest_allowed_picture_stays_within_memory(mode: str) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE, mode], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) < MEMORY_LIMIT_MIB


# -- patterns of our own


PUMPS = [
    "a", " ", "\t", "0", "1 ", ".", "-", "_", "(", "[", "<", "/", "\\", '"', "'", "@", "a@", "a.", "a-", "=a", "?a=",
    "\n", "\u0301", "\u202e", "*", "`", "# ", "| ", "http://", "Android 1.", "iPhone ", "Mozilla/5.0 ",
    "{", "}", "aA1-",
]  # fmt: skip
ENDS = ["", "!", "\x00", "b@"]


def _our_patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    found = {}
    for module in pkgutil.walk_packages(operator_console.__path__, "operator_console."):
        if any(part in module.name for part in ("__main__", ".ui.", ".migrations", ".app.")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in value if isinstance(value, tuple | list) else (value,):
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    found[one.pattern] = (f"{module.name}.{name}", one)
    return list(found.values())


def test_no_pattern_of_ours_takes_more_than_time_in_proportion() -> None:
    patterns = _our_patterns()
    assert len(patterns) > 20
    gc.collect()
    slow_ones = []
    slow = slowness()
    for name, pattern in patterns:
        for pump in PUMPS:
            for end in ENDS:
                text = (pump * 2_000)[:4_000] + end
                began_s = time.thread_time()
                for _match in pattern.finditer(text):
                    pass
                if time.thread_time() - began_s > 0.1 * slow:
                    slow_ones.append((name, pattern.pattern[:60], pump, end))
                    break
    assert not slow_ones
