"""Puts the made-up desk into the states that the conversation screen has to show; knows no picture."""

from collections.abc import Callable
from typing import Any

from msgspec import structs
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from operator_console.desk.state import PENDING_FILE, Delivery, Draft, ParkReason
from operator_console.domain.conversations import Attachment, MessageKind, Outcome, SystemLine, WrapUp
from operator_console.domain.ids import AgentId, AttachmentId, ConversationId
from operator_console.domain.people import LineState
from operator_console.ui.conversation import ConversationScreen
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk


def picture_bytes(width: int = 640, height: int = 420, form: str = "PNG") -> bytes:
    """Return a picture of a made-up sky."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor("#7fb2ff"))
    sky.setColorAt(1, QColor("#ffe3b8"))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor("#2f6b3a"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(-width // 4, height * 2 // 3, width * 3 // 2, height)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)  # type: ignore[call-overload]  # the stub wants bytes here
    return bytes(buffer.data().data())


def _every_message(desk: FakeDesk) -> str:
    chat = fake_chats.MARIEKE
    now = desk.now()
    visitor = desk.chats[chat].context.visitor
    assert visitor is not None
    script = fake_chats.Script(chat, visitor, now)
    script.line(SystemLine.PAGE_VIEWED, 4000, title="E-bike <b>Tour</b> & 500", url="https://x.example")
    script.visitor("Kijk op https://fietsenwereld.example/fietsen/tour-500 of mail info@fietsenwereld.example 😀", 3900)
    script.agent("Ik zoek het even voor je op, een ogenblik.", 3880, holding=True, reply_s=20.0)
    script.agent("Dat is <b>niet</b> <img src=file:///etc/passwd> zo.", 3800, Delivery.DELIVERED, reply_s=134.0)
    script.visitor("مرحبا، هل يمكنني إعادة الدراجة في المتجر؟", 3700)
    long_text = "Een heel lang verhaal over een fiets die te groot is. " * 60
    script.visitor(long_text, 3600)
    photo = Attachment(
        id=AttachmentId("at_photo"), name="rem-los.jpg", content_type="image/png", size_bytes=81_000, width_px=640,
        height_px=420,
    )  # fmt: skip
    missing = structs.replace(photo, id=AttachmentId("at_gone"), name="weg.jpg", width_px=300, height_px=160)
    paper = Attachment(
        id=AttachmentId("at_paper"), name="factuur-2026-1042.pdf", content_type="application/pdf", size_bytes=214_000
    )
    kind = MessageKind.FILE
    script.visitor("", 300, kind=kind, attachment=photo).visitor("", 290, kind=kind, attachment=missing)
    script.visitor("", 280, kind=kind, attachment=paper)
    script.agent("", 200, Delivery.STORED, kind=kind, attachment=paper)
    clip = Attachment(
        id=AttachmentId("at_clip"), name="piepende-rem.mp4", content_type="video/mp4", size_bytes=6_400_000,
        duration_s=14.2,
    )  # fmt: skip
    script.visitor("", 270, kind=kind, attachment=clip)
    shown = {"article": "ruilen", "title": "Ruilen en terugsturen", "summary": "Binnen 30 dagen, ook in de winkel."}
    shown["url"] = "https://fietsenwereld.example/help/ruilen"
    script.agent(f"Hier staat het: {shown['url']}", 210, Delivery.READ, values=shown)
    script.line(SystemLine.PAGE_ASKED, 208, agent="Sanne", title="Winkelwagen", url="https://fietsenwereld.example/w")
    script.line(SystemLine.PAGE_OPENED, 205, title="Winkelwagen", url="https://fietsenwereld.example/w")
    sending = structs.replace(paper, id=AttachmentId(f"{PENDING_FILE}x"), name="handleiding.pdf")
    script.agent("", 202, Delivery.IN_FLIGHT, kind=kind, attachment=sending)
    script.note("maat 54 is volgende week weer op voorraad.", 190)
    script.agent("Dit bericht staat op de server.", 60, Delivery.STORED)
    script.agent("Dit duurt lang.", 50, Delivery.SLOW)
    script.agent("Dit is onderweg.", 40, Delivery.IN_FLIGHT)
    script.agent("Dit wacht op de verbinding.", 30, Delivery.QUEUED)
    script.agent("Dit is niet verstuurd.", 20, Delivery.PARKED)
    script.entries[-1] = structs.replace(script.entries[-1], park_reason=ParkReason.STALE)
    desk.chats[chat].entries = script.entries
    desk.files[AttachmentId("at_photo")] = picture_bytes()
    return chat


def unsent_messages(desk: FakeDesk, chat: ConversationId) -> None:
    """Put one message of every unsent state at the end of a chat, after a colleague's."""
    visitor = desk.chats[chat].context.visitor
    assert visitor is not None
    script = fake_chats.Script(chat, visitor, desk.now())
    script.agent("Ik stuur je zo het retourformulier.", 42, Delivery.PARKED)
    script.agent("Heb je nog een vraag?", 30, Delivery.PARKED)
    script.agent("Tot ziens!", 25, Delivery.PARKED)
    script.agent("Dit duurt lang.", 20, Delivery.SLOW)
    script.agent("Dit wacht nog.", 10, Delivery.QUEUED)
    reasons = (ParkReason.STALE, ParkReason.TOO_OLD, ParkReason.CLOSED, None, None)
    for entry, reason in zip(script.entries, reasons, strict=True):
        message = structs.replace(entry.message, pos=0)
        colleague = "Bram Visser" if reason is ParkReason.STALE else ""
        waiting = structs.replace(entry, key=f"unsent{len(desk.chats[chat].entries)}", message=message)
        base = desk.chats[chat].conversation.last_pos - 1
        desk.chats[chat].entries.append(
            structs.replace(waiting, park_reason=reason, colleague=colleague, base_seq=base)
        )


def _stale(desk: FakeDesk) -> str:
    desk.agent_elsewhere_writes(fake_chats.MARIEKE, "Hoi Marieke, Bram hier: ik heb het formulier net gemaild.")
    unsent_messages(desk, fake_chats.MARIEKE)
    desk.visitor_line(fake_chats.MARIEKE, LineState.AWAY)
    return fake_chats.MARIEKE


def _moved(desk: FakeDesk) -> str:
    chat = desk.chats[fake_chats.MARIEKE]
    chat.conversation = structs.replace(chat.conversation, agent_id=AgentId("ag_bram"), agent_name="Bram Visser")
    desk.save_draft(
        fake_chats.MARIEKE, Draft(text="Dat kan zeker, Marieke. Je kunt hem in elke winkel terugbrengen, of")
    )
    return fake_chats.MARIEKE


def _closed(desk: FakeDesk) -> str:
    desk.close_chat(fake_chats.MARIEKE, WrapUp(outcome=Outcome.SOLVED, tags=("retour",)))
    return fake_chats.MARIEKE


def _queued(desk: FakeDesk) -> str:
    return fake_chats.QUEUED


def _write(widget: QWidget) -> None:
    box = widget.findChild(QPlainTextEdit, "composer")
    assert isinstance(box, QPlainTextEdit)
    if not box.toPlainText():
        box.insertPlainText("Dat kan zeker, Marieke. Je kunt hem in elke winkel terugbrengen")
    box.setFocus()


def _write_note(widget: QWidget) -> None:
    screen = widget.findChild(ConversationScreen)
    assert isinstance(screen, ConversationScreen)
    if not screen.widget.property("noted"):
        screen.toggle_note()
        screen.widget.setProperty("noted", True)
    _write(widget)


def _mixed_up(widget: QWidget) -> None:
    box = widget.findChild(QPlainTextEdit, "composer")
    why = widget.findChild(QPushButton, "mix_up_why")
    assert isinstance(box, QPlainTextEdit)
    assert isinstance(why, QPushButton)
    box.setPlainText("Dag Marieke de Boer, je kunt hem in elke winkel terugbrengen.")
    QTest.keyClick(box, Qt.Key.Key_Return)
    why.click()


STATES: dict[str, Callable[..., Any]] = {
    "every_message": _every_message,
    "closed": _closed,
    "stale": _stale,
    "moved": _moved,
    "queued": _queued,
    "writing": _write,
    "note": _write_note,
    "mixed_up": _mixed_up,
}
"""By name; those for widgets take the shown widget, those for desks return the chat to show."""
