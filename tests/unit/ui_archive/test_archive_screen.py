"""The archive's page over made-up chats: words, filters, pages, one chat, comments, export, and what goes wrong."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from operator_console.desk.archive_files import ChatForm
from operator_console.desk.events import ArchiveCommentsChanged
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.archive import ArchiveOrder, ArchiveQuery
from operator_console.domain.conversations import Outcome
from operator_console.domain.ids import ConversationId, VisitorId
from operator_console.protocol.archive import ExportArchive
from operator_console.ui.archive import ArchiveScreen
from operator_console.ui.archive.export import ExportSheet
from operator_console.ui.archive.query import Filters, Period, query_of
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import NoticeBar
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.shell import ShellWindow
from operator_console.ui.visitor import VisitorScreen
from tests.fakes.fake_archive import archived
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage


class Held:
    """The page on a stage, with what a test does to it."""

    def __init__(self, stage: Stage, desk: FakeDesk | None = None) -> None:
        self.stage, self.desk = stage, desk or FakeDesk()
        self.bar = NoticeBar(stage.context)
        self.screen = ArchiveScreen(stage.context, self.desk)
        self.view = self.screen.view
        stage.at_end(self.screen.close)

    async def open(self) -> None:
        await self.stage.show(self.screen.widget, 1384, 872)
        self.screen.show()
        await self.stage.rest()

    async def look_for(self, words: str) -> list[str]:
        """Type words and return who was found."""
        self.view.field.setText(words)
        await self.stage.until(lambda: bool(self.desk.archive.asked) and self.desk.archive.asked[-1].text == words)
        await self.stage.rest()
        return self.titles

    @property
    def titles(self) -> list[str]:
        model = self.screen.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    def choose(self, name: str, value: str) -> None:
        box = self.view.findChild(QComboBox, name)
        assert box is not None
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())

    def press(self, name: str) -> None:
        button = self.view.findChild(QPushButton, name)
        assert button is not None, name
        button.click()

    def says(self, name: str) -> str:
        label = self.view.findChild(PlainLabel, name)
        assert label is not None
        return label.whole_text


def test_words_find_chats_and_enter_goes_on(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        assert held.view.field.hasFocus()
        assert held.titles == ["Marieke de Boer", "Youssef El Amrani", "Visitor 4026", "Hélène Jansen"]
        assert held.says("archive_count") == "4 chats"
        assert await held.look_for("buisdikte") == ["Marieke de Boer"]
        row = held.screen.model.row_at(held.screen.model.index(0))
        assert row is not None
        assert (row.source, row.text[row.marks[0][0] : row.marks[0][1]]) == ("Note", "buisdikte")
        QTest.keyClick(held.view.field, Qt.Key.Key_Return)
        await stage.rest()
        assert held.view.list.hasFocus()
        assert held.says("archive_title") == "Marieke de Boer"
        assert held.says("archive_replies") == "Replies: 2 · slowest 24 s · all in time"
        QTest.keyClick(held.view.list, Qt.Key.Key_Return)
        assert held.view.chat.reading.transcript.hasFocus()
        held.screen.back()
        assert held.view.field.hasFocus()
        left: list[int] = []
        held.screen.leave_requested.connect(lambda: left.append(1))
        held.screen.back()
        assert left == [1]

    stage.run(script())


def test_filters_narrow_and_chips_take_them_back(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        held.choose("archive_outcome", Outcome.SOLVED.value)
        held.press("archive_late")
        await stage.until(lambda: held.titles == ["Youssef El Amrani"])
        held.press("chip_outcome")
        held.choose("archive_tag", "retour")
        await stage.until(lambda: held.desk.archive.asked[-1].tags == ("retour",))
        await stage.rest()
        assert held.titles == []
        held.press("archive_clear")
        await stage.until(lambda: len(held.titles) == 4)
        held.screen.open_chat("cv_5")
        await stage.until(lambda: held.says("archive_title") == "Youssef El Amrani")
        assert "late: 41 s" in held.says("archive_replies")
        held.press("archive_visitor")
        await stage.until(lambda: held.titles == ["Youssef El Amrani"])
        assert held.desk.archive.asked[-1].visitor_id == VisitorId("vs_5")

    stage.run(script())


def test_more_comes_when_the_end_is_near(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.archive.chats = [archived(hours, ("v", "Hallo"), name=f"Nummer {hours}") for hours in range(1, 12)]
        held = Held(stage, desk)
        await held.open()
        assert held.screen.model.rowCount() == 5
        held.view.list.more_requested.emit()
        held.view.list.more_requested.emit()
        await stage.until(lambda: held.screen.model.rowCount() == 10)
        held.view.list.more_requested.emit()
        await stage.until(lambda: held.screen.model.rowCount() == 11)
        assert len(set(held.titles)) == 11

    stage.run(script())


@pytest.mark.parametrize(
    "state, words",
    [
        ("empty", "No chats yet"),
        ("offline", "You are offline"),
        ("failed", "The archive cannot be searched now"),
        ("absent", "This server keeps no archive"),
    ],
)
def test_what_cannot_be_shown_is_said(stage: Stage, state: str, words: str) -> None:
    async def script() -> None:
        desk = FakeDesk()
        chats, desk.archive.chats = desk.archive.chats, []
        desk.archive.reachable = state != "failed"
        desk.archive.can_search = state != "absent"
        if state == "offline":
            desk.set_connection(phase=ConnectionPhase.OFFLINE)
        held = Held(stage, desk)
        await held.open()
        title = held.view.state.findChild(PlainLabel, "state_title")
        assert title is not None
        assert title.whole_text == words
        desk.archive.chats, desk.archive.reachable = chats, True
        if state == "offline":
            desk.set_connection(phase=ConnectionPhase.LIVE)
            await stage.until(lambda: len(held.titles) == 4)
        elif state == "failed":
            held.view.state.action_requested.emit()
            await stage.until(lambda: len(held.titles) == 4)

    stage.run(script())


def test_colleagues_comment_change_and_remove(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        theirs = held.desk.archive.say("cv_2", "Daan Mulder", "Mooi gedaan")
        await held.open()
        held.screen.open_chat("cv_2")
        comments = held.view.chat.comments
        await stage.until(comments.isVisible)
        comments.box.setPlainText("Zet dit in het artikel")
        QTest.keyClick(comments.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        said = held.desk.archive.said[ConversationId("cv_2")]
        await stage.until(lambda: len(said) == 2 and not comments.box.toPlainText())
        await stage.rest()
        assert len(held.view.findChildren(QPushButton, "comment_edit")) == 1, "only one's own"
        held.press("comment_edit")
        comments.box.setPlainText("Zet dit in twee artikelen")
        held.desk.archive.reachable = False
        held.press("archive_comment_send")
        await stage.rest()
        assert comments.box.toPlainText() == "Zet dit in twee artikelen", "the text stays"
        held.desk.archive.reachable = True
        held.press("archive_comment_send")
        await stage.until(lambda: said[1].text == "Zet dit in twee artikelen")
        await stage.rest()
        held.press("comment_remove")
        await stage.until(lambda: said[1].removed)
        held.desk.archive.say("cv_2", theirs.author_name, "Nog iets")
        held.desk.hub.publish(ArchiveCommentsChanged(ConversationId("cv_2")))
        await stage.until(lambda: any(w.whole_text == "Nog iets" for w in held.view.findChildren(PlainLabel)))

    stage.run(script())


@pytest.mark.parametrize("form", list(ChatForm))
def test_an_export_is_a_whole_file(stage: Stage, form: ChatForm, tmp_path: Path) -> None:
    async def script() -> None:
        held = Held(stage)
        formula = '=HYPERLINK("http://x")'
        held.desk.archive.chats = [archived(1, ("v", formula), ("a", "<b>Ja</b>"), name="@SUM(1)")]
        held.desk.archive.say("cv_1", "Daan", "<i>goed</i>")
        target = tmp_path / f"chats.{form.ending}"
        await held.screen.exporting.write(ExportArchive(query=ArchiveQuery()), form, target)
        content = target.read_bytes()
        if form.ending == "zip":
            with ZipFile(target) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        text = content.decode("utf-8-sig")
        assert "HYPERLINK" in text
        if form is ChatForm.CSV:
            assert "'=HYPERLINK" in text
            assert "'@SUM(1)" in text
        if form is ChatForm.HTML:
            assert "<b>Ja" not in text
            assert "&lt;b&gt;Ja&lt;/b&gt;" in text
        assert any("1 chat" in notice.text for notice in held.bar.notices)
        held.desk.archive.reachable = False
        await held.screen.exporting.write(ExportArchive(query=ArchiveQuery()), form, tmp_path / "none")
        assert [path.name for path in tmp_path.iterdir()] == [target.name], "nothing half is left"

    stage.run(script())


def test_the_form_of_an_export_is_asked(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        held.press("archive_export")
        await stage.until(lambda: held.view.window().findChildren(ExportSheet))
        sheet = held.view.window().findChildren(ExportSheet)[0]
        assert sheet.form is ChatForm.CSV
        sheet.reject()
        await stage.until(lambda: not held.view.window().findChildren(ExportSheet))
        held.desk.archive.may_export = False
        held.screen.show()
        await stage.rest()
        button = held.view.findChild(QPushButton, "archive_export")
        assert button is not None
        assert not button.isVisible(), "only leads export everything"

    stage.run(script())


def test_the_window_has_the_page_and_ways_to_it(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.archive.unread = 2
        window = ShellWindow(stage.context, desk)
        stage.at_end(window.shut_down)
        await stage.show(window, 1440, 900)
        side = window.complete()
        side.visitor.archive_requested.emit("cv_30")
        await stage.until(lambda: "archive" in window._screens.pages)
        page = window._screens.pages["archive"]
        assert isinstance(page, ArchiveScreen)
        title = page.view.findChild(PlainLabel, "archive_title")
        assert title is not None
        await stage.until(lambda: title.whole_text == "Hélène Jansen")
        desk.archive.unread = 0
        desk.hub.publish(ArchiveCommentsChanged())
        await stage.rest()

    stage.run(script())


def test_an_earlier_chat_leads_to_the_archive(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        screen = VisitorScreen(stage.context, desk)
        stage.at_end(screen.close)
        await stage.show(screen.widget, 400, 800)
        went: list[str] = []
        screen.archive_requested.connect(went.append)
        screen.open_previous("cv_earlier")
        await stage.until(lambda: screen.widget.window().findChildren(SheetDialog))
        sheet = screen.widget.window().findChildren(SheetDialog)[0]
        button = sheet.findChild(QPushButton, "archive")
        assert button is not None
        button.click()
        await stage.until(lambda: went == ["cv_earlier"])

    stage.run(script())


@pytest.mark.parametrize(
    "period, days", [(Period.TODAY, 1), (Period.YESTERDAY, 1), (Period.WEEK, 7), (Period.YEAR, 365)]
)
def test_days_are_local_ones(period: Period, days: int) -> None:
    query = query_of(Filters(period=period, order=ArchiveOrder.BEST), date(2026, 10, 26))
    assert query.since is not None
    assert query.until is not None
    for moment in (query.since, query.until):
        local = moment.astimezone()
        assert (local.hour, local.minute) == (0, 0)
    assert (query.until.astimezone().date() - query.since.astimezone().date()).days == days
    assert query.order is ArchiveOrder.BEST


def test_days_the_wrong_way_round_are_turned() -> None:
    filters = Filters(period=Period.DAYS, first=date(2026, 3, 5), last=date(2026, 3, 1))
    query = query_of(filters, date(2026, 10, 26))
    assert query.since is not None
    assert query.until is not None
    assert query.since.astimezone().date() == date(2026, 3, 1)
    assert query.until.astimezone().date() == date(2026, 3, 6)
