"""Videos are known by their boxes: what lies, ends early or carries something else is refused, whatever the bytes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operator_console.server.file_check import FileRefused, check_file
from operator_console.server.video_check import NoVideo, Video, check_mp4, check_webm
from tests.fakes.video_files import box, element, mp4, webm

HTML = b"<html><script>alert(1)</script></html>"


def test_what_a_video_says_of_itself_is_known() -> None:
    assert check_mp4(mp4()) == Video(duration_s=7.0, width_px=320, height_px=180)
    assert check_webm(webm()) == Video(duration_s=3.0, width_px=320, height_px=180)
    kept = check_file("clip.MP4", mp4())
    assert (kept.content_type, kept.body, kept.duration_s) == ("video/mp4", mp4(), 7.0)
    assert check_file("clip.webm", webm(codec=b"V_AV1")).content_type == "video/webm"


@pytest.mark.parametrize(
    "name, body",
    [
        ("x.mp4", b""),
        ("x.mp4", HTML),
        ("x.mp4", webm()),
        ("x.webm", mp4()),
        ("x.mp4", mp4()[:-1]),
        ("x.mp4", mp4()[:40]),
        ("x.mp4", mp4(behind=HTML)),
        ("x.mp4", mp4(behind=box(b"html", HTML))),
        ("x.mp4", HTML + mp4()),
        ("x.mp4", mp4(codec=b"evil")),
        ("x.mp4", mp4(brand=b"qt  ")),
        ("x.mp4", mp4(brand=b"heic")),
        ("x.mp4", box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(8))),
        ("x.mp4", box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\1moov" + b"\xff" * 8),
        ("x.mp4", box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\0moov" + bytes(40)),
        ("x.mp4", box(b"ftyp", b"isom", bytes(4)) + box(b"free") * 10_000 + mp4()),
        ("x.webm", b""),
        ("x.webm", HTML),
        ("x.webm", webm(kind=b"matroska")),
        ("x.webm", webm(codec=b"V_MS/VFW/FOURCC")),
        ("x.webm", webm()[:30]),
        ("x.webm", element(0x1A45DFA3, element(0x4282, b"webm"))),
        ("x.webm", webm()[:20] + b"\0" * 200),
        ("x.mov", mp4(brand=b"qt  ")),
        ("x.avi", b"RIFF"),
        ("x.mkv", webm(kind=b"matroska")),
        ("clip.mp4.exe", mp4()),
    ],
)
def test_anything_else_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(FileRefused):
        check_file(name, body)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_bytes_break_the_check(data: st.DataObject) -> None:
    """Catches an endless walk and any error but the refusal, in videos with some bytes changed."""
    check, whole = data.draw(st.sampled_from([(check_mp4, mp4()), (check_webm, webm())]))
    body = bytearray(whole)
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255)), max_size=8)):
        body[at] = byte
    cut = data.draw(st.integers(0, len(body)))
    for each in (bytes(body), bytes(body[:cut]), data.draw(st.binary(max_size=200))):
        try:
            found = check(each)
        except NoVideo:
            continue
        assert found.duration_s is None or 0 < found.duration_s < 100_000
