"""Text and pictures from outside: shown literally, in bounded time and height, and nothing else is touched by them."""

import asyncio
import builtins
import socket
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize
from PySide6.QtGui import QImage

from operator_console.desk.state import Delivery
from operator_console.domain.conversations import Attachment, Author, AuthorKind, MessageKind, SystemLine
from operator_console.domain.ids import AttachmentId
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.pictures import decode_picture
from operator_console.ui.kit.transcript.row_layout import COLLAPSED_HEIGHT_PX
from operator_console.ui.kit.transcript.shown_text import (
    COLLAPSED_CHARS,
    COLLAPSED_LINES,
    filled,
    shown_text,
    utf16_slice,
    utf16_units,
)
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.fakes.yardstick import slowness
from tests.unit.ui_conversation.playing import entry, on_stage

HOSTILE = {
    "tags": '<img src="file:///etc/passwd"><img src=//evil.example/x><style>*{font-size:200000px}</style>',
    "entities": "&File &amp; %1 %n %L1 %2",
    "one_word": "x" * 1_000_000,
    "lines": "a\n" * 100_000,
    "separators": "a\u2028b\u2029" * 50_000,
    "emoji": "😀" * 10_000,
    "families": "👩‍👩‍👧‍👦" * 3_000,
    "marks": ("a" + "\u0301" * 1_000) * 20,
    "bidi": "\u202egnirts \u2066desrever\u202c مرحبا " * 500,
    "nothing": "\x00\ud800\ufffe\u200b",
    "wide": "﷽" * 2_000,
    "links": "https://x.example/" * 3_000,
    "mails": "a@" * 100_000,
}
pytestmark = pytest.mark.qt_log_ignore("OpenType support missing")


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Collect every file and socket that is opened."""
    found: list[object] = []
    real = builtins.open

    def watched(file: object, *rest: object, **more: object) -> object:
        found.append(file)
        return real(file, *rest, **more)  # type: ignore[call-overload]  # handed on

    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(socket, "socket", lambda *_: found.append("socket"))
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_in_bounded_time_and_height(
    stage: Stage, transcript: TranscriptView, touched: list[object], name: str
) -> None:
    text = HOSTILE[name]
    transcript.show_entries([entry(0, "warm"), entry(1, "مرحبا 😀 नमस्ते")])
    transcript.grab()
    touched.clear()
    begun = time.process_time()
    transcript.show_entries([entry(1, text)], visitor_name=text[:5_000])
    taken_s = time.process_time() - begun
    transcript.grab()
    assert transcript.row_rect("k1").height() <= COLLAPSED_HEIGHT_PX
    assert taken_s < 0.05 * slowness()
    assert touched == []


@pytest.mark.parametrize("name", HOSTILE)
def test_unfolding_hostile_text_is_bounded_too(stage: Stage, transcript: TranscriptView, name: str) -> None:
    transcript.show_entries([entry(1, HOSTILE[name])])
    transcript._stack.expanded.add("k1")
    transcript._stack.forget(1)
    begun = time.process_time()
    transcript._settle()
    assert time.process_time() - begun < 0.1 * slowness()
    assert transcript.row_rect("k1").height() < 40_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400), name=st.text(max_size=60), title=st.text(max_size=100))
def test_any_text_is_laid_out_painted_and_copied(
    stage: Stage, transcript: TranscriptView, text: str, name: str, title: str
) -> None:
    author = Author(kind=AuthorKind.AGENT, id="x", name=name)
    file = Attachment(id=AttachmentId("at"), name=title, content_type="application/pdf", size_bytes=3)
    system = Author(kind=AuthorKind.SYSTEM)
    transcript.show_entries(
        [
            entry(1, text),
            entry(2, text, kind=MessageKind.NOTE, author=author, delivery=Delivery.PARKED),
            entry(3, "", kind=MessageKind.FILE, attachment=file),
            entry(4, kind=MessageKind.SYSTEM, author=system, system=SystemLine.PAGE_VIEWED, values={"title": title}),
        ],
        visitor_name=name,
    )
    transcript.show_typing(text)
    transcript.select_everything()
    transcript.selected_text()
    transcript.grab()
    for index in range(len(transcript.row_keys())):
        layout = transcript._stack.layout(index)
        assert 0 < layout.height <= COLLAPSED_HEIGHT_PX
        for x in (0, 200, 639):
            offset = layout.offset_at(QPointF(x, layout.height / 2))
            assert 0 <= offset <= layout.shown.units


@given(st.text(max_size=3_000))
def test_shown_text_keeps_its_promises(raw: str) -> None:
    shown = shown_text(raw, expanded=False)
    assert len(shown.text) <= COLLAPSED_CHARS
    assert shown.text.count("\n") < COLLAPSED_LINES
    assert shown.units == utf16_units(shown.text)
    assert utf16_slice(shown.text, 0, shown.units) == shown.text
    assert "\u202e" not in shown.text
    for link in shown.links:
        assert 0 <= link.start < link.end <= shown.units


def test_a_link_that_is_cut_is_no_link() -> None:
    address = "https://safe.example/" + "a" * 300
    shown = shown_text("x" * (COLLAPSED_CHARS - 30) + " " + address, expanded=False)
    assert shown.cut
    assert shown.links == ()


@given(st.text(max_size=50), st.text(max_size=50))
def test_placeholders_inside_values_stay(one: str, two: str) -> None:
    plain = filled("%1|%2", one, two).replace("\u2068", "").replace("\u2069", "")
    assert plain == f"{one}|{two}".replace("\u2068", "").replace("\u2069", "")


# ------------------------------------------------------------------------------------------------- pictures


def png(width: int = 40, height: int = 30) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF3366)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes here
    return bytes(buffer.data().data())


def test_pictures_are_scaled_while_they_are_read() -> None:
    image = decode_picture(png(400, 200), QSize(100, 100))
    assert image is not None
    assert image.size() == QSize(100, 50)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        png()[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    ],
    ids=["empty", "text", "cut", "svg"],
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert decode_picture(content, QSize(100, 100)) is None


def test_a_huge_picture_is_not_decoded() -> None:
    lying = bytearray(png())
    lying[16:24] = (100_000).to_bytes(4, "big") + (100_000).to_bytes(4, "big")
    assert decode_picture(bytes(lying), QSize(100, 100)) is None


@on_stage
async def test_a_picture_comes_fails_and_is_tried_again(
    stage: Stage, transcript: TranscriptView, desk: FakeDesk
) -> None:
    photo = Attachment(
        id=AttachmentId("at_1"), name="x.png", content_type="image/png", size_bytes=9, width_px=40, height_px=30
    )
    transcript.show_entries([entry(1, "", kind=MessageKind.FILE, attachment=photo)])
    height = transcript.row_rect("k1").height()
    await stage.until(lambda: transcript._pictures.failed(photo.id))
    desk.files[photo.id] = png()
    transcript.activate("k1", 0)
    await stage.until(lambda: transcript._pictures.thumbnail(photo.id, QSize(80, 80)) is not None)
    assert transcript.row_rect("k1").height() == height
    transcript.activate("k1", 0)
    dialog = next(child for child in transcript.children() if child.objectName() == "picture_dialog")
    await asyncio.sleep(0.1)
    dialog.finish("close")  # type: ignore[attr-defined]  # a sheet
    await stage.rest()
