"""The visitor panel in a real window: live, ticking, correctable, copyable, literal; earlier chats to read."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from operator_console.desk.state import ChatContext
from operator_console.domain.people import LineState
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.visitor import VisitorScreen
from operator_console.ui.visitor.previous_view import PreviousChatView
from operator_console.ui.visitor.values import FieldRow, ValueLabel
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage

HOSTILE = '<img src="file:///etc/passwd"><b>x</b> &amp; &File %1 \u202eevil ' + "x" * 10_000


class Panel:
    """A panel in a window."""

    def __init__(self, stage: Stage, desk: FakeDesk) -> None:
        self.stage = stage
        self.desk = desk
        self.screen = VisitorScreen(stage.context, desk)
        stage.at_end(self.screen.close)
        self.view = self.screen.view

    async def shown(self, conversation_id: str | None = fake_chats.MARIEKE) -> "Panel":
        await self.stage.show(self.view, 356, 420)
        self.screen.show_conversation(conversation_id)
        await self.stage.rest()
        return self

    def value(self, key: str) -> ValueLabel:
        label = self.view.findChild(ValueLabel, f"visitor_{key}")
        assert label is not None, key
        return label

    def text(self, key: str) -> str:
        return self.value(key).whole_text

    def label(self, name: str) -> str:
        label = self.view.findChild(PlainLabel, name)
        assert label is not None, name
        return label.whole_text if label.isVisible() else ""

    def sheet(self) -> PreviousChatView | None:
        sheets = self.view.window().findChildren(PreviousChatView)
        return sheets[-1] if sheets else None


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be opened in a browser."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    return opened


def test_the_panel_is_live(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        assert panel.view.name.text() == "Marieke de Boer"
        assert panel.text("now_on") == "/winkelwagen"
        panel.desk.visitor_goes_to(fake_chats.MARIEKE, "/betalen", "Betalen")
        await stage.until(lambda: panel.text("now_on") == "/betalen")
        assert panel.text("on_site").startswith("4 min 12 s · 7 pages")
        panel.desk.visitor_line(fake_chats.MARIEKE, LineState.GONE)
        await stage.until(lambda: panel.text("line") == "Has left")

    stage.run(script())


def test_time_on_the_site_ticks_and_little_is_touched(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        before = {row.objectName(): row.value for row in panel.view.findChildren(FieldRow)}
        panel.desk.advance(5)
        await stage.until(lambda: panel.text("on_site").startswith("4 min 17 s"))
        assert {row.objectName(): row.value for row in panel.view.findChildren(FieldRow)} == before

    stage.run(script())


def test_another_chat_shows_another_visitor(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.value("cart").pressed.emit()
        assert panel.value("cart_0").isVisible()
        panel.screen.show_conversation(fake_chats.BEZOEKER)
        assert panel.view.name.text() == ""
        assert panel.view.name.placeholderText() == "Visitor 4812"
        assert panel.text("cart") == "not shared"
        panel.screen.show_conversation(fake_chats.ANNA)
        assert not panel.value("cart_0").isVisible()
        panel.screen.show_conversation(None)
        assert panel.view.state.isVisible()

    stage.run(script())


def test_a_context_that_comes_late_is_shown(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        full = desk.chats[fake_chats.MARIEKE].context
        desk.chats[fake_chats.MARIEKE].context = ChatContext()
        panel = await Panel(stage, desk).shown()
        assert panel.view.name.text() == "Marieke de Boer"  # the rail knows the name
        assert panel.view.name.isReadOnly()
        assert panel.text("device") == "not shared"
        desk.chats[fake_chats.MARIEKE].context = full
        desk.set_visit(fake_chats.MARIEKE, full.visit)
        await stage.until(lambda: panel.text("device") != "not shared")
        assert not panel.view.name.isReadOnly()

    stage.run(script())


def test_correcting_name_and_address(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        name, email = panel.view.name, panel.view.email
        name.setFocus()
        name.selectAll()
        QTest.keyClicks(name, "Marieke Vos")
        assert panel.label("visitor_name_words") == "Enter saves, Esc takes it back"
        QTest.keyClick(name, Qt.Key.Key_Return)
        visitor_id = panel.desk.chats[fake_chats.MARIEKE].conversation.visitor_id
        await stage.until(lambda: ("correct_visitor", visitor_id, "Marieke Vos", None) in panel.desk.recorded)
        await stage.until(lambda: panel.label("visitor_name_words") == "")
        email.setFocus()
        email.selectAll()
        QTest.keyClicks(email, "no address")
        QTest.keyClick(email, Qt.Key.Key_Return)
        assert panel.label("visitor_email_words").startswith("This is no e-mail address")
        QTest.keyClick(email, Qt.Key.Key_Escape)
        assert email.text() == "marieke.deboer@voorbeeld.example"
        assert panel.label("visitor_email_words") == ""
        email.selectAll()
        QTest.keyClick(email, Qt.Key.Key_Backspace)
        QTest.keyClick(email, Qt.Key.Key_Return)
        await stage.until(lambda: ("correct_visitor", visitor_id, None, "") in panel.desk.recorded)
        visitor = panel.desk.context(fake_chats.MARIEKE).visitor
        assert visitor is not None
        assert (visitor.name, visitor.email) == ("Marieke Vos", None)

    stage.run(script())


def test_a_refused_correction_says_why_and_keeps_the_text(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.desk.refuse_wishes = True
        panel.view.name.setFocus()
        panel.view.name.selectAll()
        QTest.keyClicks(panel.view.name, "Marie")
        QTest.keyClick(panel.view.name, Qt.Key.Key_Return)
        await stage.until(lambda: "cannot store" in panel.label("visitor_name_words"))
        assert panel.view.name.text() == "Marie"

    stage.run(script())


def test_what_is_being_written_survives_news_but_not_another_chat(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.view.name.setFocus()
        QTest.keyClicks(panel.view.name, "Dr. ")
        panel.desk.visitor_goes_to(fake_chats.MARIEKE, "/x", "X")
        await stage.rest()
        assert panel.view.name.text() == "Dr. Marieke de Boer"
        panel.screen.show_conversation(fake_chats.YOUSSEF)
        assert panel.view.name.text() == "Youssef"
        assert panel.label("visitor_name_words") == ""
        assert not [record for record in panel.desk.recorded if record[0] == "correct_visitor"]

    stage.run(script())


def test_links_open_by_click_and_key_and_only_safe_ones(stage: Stage, opened_urls: list[str]) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await Panel(stage, desk).shown()
        QTest.mouseClick(panel.value("referrer"), Qt.MouseButton.LeftButton)
        panel.value("now_on").setFocus()
        QTest.keyClick(panel.value("now_on"), Qt.Key.Key_Return)
        assert opened_urls == ["https://www.google.nl/search?q=tour+500", "https://fietsenwereld.example/winkelwagen"]
        visit = desk.context(fake_chats.MARIEKE).visit
        assert visit is not None
        desk.set_visit(fake_chats.MARIEKE, structs.replace(visit, referrer="file:///etc/passwd"))
        await stage.until(lambda: "passwd" in panel.text("referrer"))
        QTest.mouseClick(panel.value("referrer"), Qt.MouseButton.LeftButton)
        panel.screen._on_link("javascript:alert(1)")
        assert len(opened_urls) == 2

    stage.run(script())


def test_values_are_reached_and_copied_by_keys_alone(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        value = panel.value("now_on")
        value.setFocus()
        QTest.keyClick(value, Qt.Key.Key_Down)
        await stage.until(panel.value("device").hasFocus)
        QTest.keyClick(panel.value("device"), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text() == "iPhone · iOS 19 · Safari"
        QTest.keyClick(panel.value("device"), Qt.Key.Key_Up)
        await stage.until(value.hasFocus)
        QTest.keyClick(value, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text().endswith("https://fietsenwereld.example/winkelwagen")

    stage.run(script())


def test_a_value_is_copied_by_its_menu(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        label = panel.value("custom_1")
        QTest.mouseClick(label, Qt.MouseButton.RightButton)
        from PySide6.QtGui import QContextMenuEvent

        place = label.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, label.mapToGlobal(place))
        QApplication.sendEvent(label, event)
        menu = label.findChild(QMenu, "value_menu")
        assert menu is not None
        menu.actions()[0].trigger()
        menu.close()
        assert QApplication.clipboard().text() == "K-20931"

    stage.run(script())


def test_opened_details_fold_away_again(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        value = panel.value("on_site")
        value.setFocus()
        QTest.keyClick(value, Qt.Key.Key_Space)
        assert panel.value("on_site_5").isVisible()
        panel.desk.visitor_goes_to(fake_chats.MARIEKE, "/betalen", "Betalen")
        await stage.until(lambda: panel.text("on_site_0") == "Betalen")
        QTest.keyClick(value, Qt.Key.Key_Space)
        assert not panel.value("on_site_0").isVisible()

    stage.run(script())


def test_hostile_values_are_literal_and_bounded(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        chat = desk.chats[fake_chats.MARIEKE]
        visit, visitor = chat.context.visit, chat.context.visitor
        assert visit is not None
        assert visitor is not None
        changed = structs.replace(visit, campaign=HOSTILE, search_words=HOSTILE, language=HOSTILE, time_zone=HOSTILE)
        changed = structs.replace(changed, custom={HOSTILE: HOSTILE})
        named = structs.replace(visitor, name=HOSTILE, email=HOSTILE)
        chat.context = structs.replace(chat.context, visitor=named, visit=changed)
        panel = await Panel(stage, desk).shown()
        assert panel.view.name.text().startswith('<img src="file:///etc/passwd"><b>x</b> &amp; &File %1 evil')
        assert panel.text("campaign").startswith('<img src="file:///etc/passwd"><b>')
        assert "<img" not in panel.value("campaign").toolTip()
        assert panel.view.width() == 356
        assert max(row.height() for row in panel.view.findChildren(FieldRow)) < 40

    stage.run(script())


def test_an_earlier_chat_opens_to_be_read(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        asked: list[str] = []
        panel.screen.previous_requested.connect(asked.append)
        panel.value("previous").pressed.emit()
        QTest.mouseClick(panel.value("previous_1"), Qt.MouseButton.LeftButton)
        await stage.until(lambda: (sheet := panel.sheet()) is not None and sheet.transcript.isVisible())
        sheet = panel.sheet()
        assert sheet is not None
        assert asked == ["cv_marieke_1"]
        title = sheet.findChild(PlainLabel, "sheet_title")
        assert title is not None
        assert title.whole_text == "Earlier chat with Marieke de Boer"
        outcome = sheet.findChild(PlainLabel, "previous_outcome")
        assert outcome is not None
        assert outcome.whole_text == "Sale"
        assert len(sheet.transcript.row_keys()) >= 5
        panel.screen.open_previous("cv_marieke_1")
        await stage.rest()
        assert panel.desk.recorded.count(("open_previous", "cv_marieke_1")) == 1
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await stage.until(lambda: panel.sheet() is None)

    stage.run(script())


def test_an_earlier_chat_that_cannot_be_had_can_be_tried_again(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.desk.refuse_wishes = True
        panel.screen.open_previous("cv_marieke_2")
        await stage.until(lambda: (sheet := panel.sheet()) is not None and sheet.state.isVisible())
        sheet = panel.sheet()
        assert sheet is not None
        again = sheet.findChild(QPushButton, "state_action")
        assert again is not None
        await stage.until(again.isVisible)
        panel.desk.refuse_wishes = False
        again.click()
        await stage.until(sheet.transcript.isVisible)
        close = sheet.findChild(QPushButton, "close")
        assert close is not None
        close.click()
        await stage.until(lambda: panel.sheet() is None)

    stage.run(script())


def test_every_control_has_a_name_for_screen_readers(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        controls = [w for w in panel.view.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.ClickFocus]
        shown = [w for w in controls if w.isVisibleTo(panel.view)]
        assert len(shown) > 10
        assert [w for w in shown if not w.accessibleName()] == []

    stage.run(script())


def test_nothing_is_heard_after_closing(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.close()
        panel.screen.close()
        panel.desk.visitor_goes_to(fake_chats.MARIEKE, "/betalen", "Betalen")
        await stage.rest()
        assert panel.text("now_on") == "/winkelwagen"
        assert panel.desk.errors == []

    stage.run(script())
