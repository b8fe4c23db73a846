"""The sheets of practice by keyboard, the marked window, and what a debrief says when it is saved."""

import asyncio
import csv
import io

import pytest
from msgspec import structs
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from operator_console.desk.debrief import Debrief
from operator_console.domain.practice import PracticePace, text_of
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.practice import CaseSheet, DebriefSheet, PracticeBand, StartSheet, content_for
from operator_console.ui.practice.debrief_words import as_csv, as_text, figures, seconds_words, share_words
from operator_console.ui.practice.making import make_case
from operator_console.ui.practice.rows import CaseModel
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.gallery.practice import made_debrief, shipped, team_case

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def _button(sheet: QWidget, name: str) -> QPushButton:
    button = sheet.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    return button


def _press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _model(sheet: StartSheet) -> CaseModel:
    table = sheet.findChild(QTableView, "practice_cases")
    assert table is not None
    model = table.model()
    assert isinstance(model, CaseModel)
    return model


def _chosen(sheet: StartSheet) -> list[str]:
    return [dialogue.key for dialogue in sheet.plan.dialogues]


def _words(sheet: QWidget, name: str) -> str:
    label = sheet.findChild(PlainLabel, name)
    assert isinstance(label, PlainLabel), name
    return label.whole_text


def test_cases_are_chosen_by_keyboard(stage: Stage) -> None:
    async def script() -> None:
        sheet = StartSheet(stage.context, language="en")
        assert not _button(sheet, "start").isEnabled()
        sheet.show_cases(shipped())
        await stage.show(sheet, 820, 620)
        model = _model(sheet)
        assert {row.dialogue.language for row in model.rows} == {"en"}
        assert 0 < len(sheet.plan.dialogues) < len(model.rows)
        _press(_button(sheet, "choose_none"))
        assert _chosen(sheet) == []
        assert not _button(sheet, "start").isEnabled()
        assert _words(sheet, "practice_said")
        table = sheet.findChild(QTableView, "practice_cases")
        assert table is not None
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Space)
        assert _chosen(sheet) == [model.rows[1].dialogue.key]
        QTest.keyClick(table, Qt.Key.Key_Space)
        assert _chosen(sheet) == []
        _press(_button(sheet, "choose_all"))
        assert len(sheet.plan.dialogues) == len(model.rows)
        for name, key in (("practice_at_once", Qt.Key.Key_End), ("practice_pace", Qt.Key.Key_Home)):
            box = sheet.findChild(QComboBox, name)
            assert box is not None
            QTest.keyClick(box, key)
        assert (sheet.plan.at_once, sheet.plan.pace) == (6, PracticePace.SLOW)
        assert _button(sheet, "start").isEnabled()

    stage.run(script())


def test_hidden_cases_are_not_played(stage: Stage) -> None:
    sheet = StartSheet(stage.context, language="nl")
    sheet.show_cases(shipped())
    language = sheet.findChild(QComboBox, "practice_language")
    assert language is not None
    _model(sheet).choose(row.name for row in _model(sheet).rows)
    language.setCurrentIndex(language.findData("en"))
    assert _chosen(sheet) == []
    language.setCurrentIndex(language.findData(""))
    assert _chosen(sheet) == [row.dialogue.key for row in shipped() if row.dialogue.language == "nl"]
    sheet.deleteLater()


def test_only_leads_remove_and_only_the_teams_cases(stage: Stage) -> None:
    rows = shipped()
    own = team_case(rows[0].dialogue)
    for may_remove in (False, True):
        sheet = StartSheet(stage.context, language="", may_remove=may_remove)
        sheet.show_cases([own, *rows])
        asked: list[str] = []
        sheet.remove_requested.connect(asked.append)
        button = _button(sheet, "remove_case")
        assert button.isHidden() is not may_remove
        assert button.isEnabled() is may_remove
        button.click()
        assert asked == (["pc_1"] if may_remove else [])
        table = sheet.findChild(QTableView, "practice_cases")
        assert table is not None
        table.selectRow(1)
        assert not button.isEnabled(), "a shipped one stays"
        sheet.deleteLater()


def test_a_case_says_everything_to_a_screen_reader(stage: Stage) -> None:
    sheet = StartSheet(stage.context, language="")
    sheet.show_cases([team_case(shipped()[0].dialogue)])
    index = _model(sheet).index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Karin Smit" in said
    assert shipped()[0].title in said
    sheet.deleteLater()


# -- the window


def test_the_practice_window_is_marked_and_has_no_account(stage: Stage) -> None:
    async def script() -> None:
        band = PracticeBand(stage.context)
        window = ShellWindow(stage.context, FakeDesk(), band=band)
        stage.at_end(window.shut_down)
        left: list[bool] = []
        window.leave_requested.connect(lambda: left.append(True))
        band.show_left(3)
        await stage.show(window, 1024, 700)
        assert window.windowTitle().endswith("Practice · Operator Console")
        assert "3" in _words(band, "practice_words")
        assert not {"window.account", "window.sign_out", "window.preferences", "window.practice"} & {
            *window.registry.bound
        }
        window.close()
        assert left == [True]
        assert window.isVisible(), "whoever opened it closes it"
        band.show_left(0)
        assert "wrap up" in _words(band, "practice_words")
        real = _button(band, "practice_real")
        assert real.isHidden()
        band.show_real_waiting(2)
        assert not real.isHidden()
        assert "2" in real.text()

    stage.run(script())


def test_every_desk_but_practice_offers_practice(stage: Stage) -> None:
    async def script() -> None:
        window = ShellWindow(stage.context, FakeDesk([]))
        stage.at_end(window.shut_down)
        asked: list[bool] = []
        window.practice_requested.connect(lambda: asked.append(True))
        await stage.show(window, 1024, 700)
        QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert asked == [True]

    stage.run(script())


def test_an_article_is_told_with_its_chat(stage: Stage) -> None:
    async def script() -> None:
        window = ShellWindow(stage.context, FakeDesk())
        stage.at_end(window.shut_down)
        told: list[tuple[str, str]] = []
        window.article_opened.connect(lambda chat, key: told.append((chat, key)))
        await stage.show(window, 1024, 700)
        window.complete().knowledge.show_article("fietsenwereld", "garantie", "nl")
        assert told == [(window.current, "garantie")]

    stage.run(script())


# -- the debrief


def test_figures_say_nothing_where_there_is_nothing() -> None:
    assert [value for _title, value, _made_of in figures(Debrief(), ENGLISH)] == ["–"] * 5
    assert (seconds_words(None, ENGLISH), share_words(None, ENGLISH)) == ("–", "–")


@pytest.mark.parametrize("seconds, words", [(0.0, "0.0 s"), (9.94, "9.9 s"), (48.2, "48 s"), (125.0, "2:05 min")])
def test_times_are_said_as_on_the_clock(seconds: float, words: str) -> None:
    assert seconds_words(seconds, ENGLISH) == words


def test_the_saved_text_has_what_the_sheet_shows(stage: Stage) -> None:
    found = made_debrief()
    text = as_text(found, stage.context.locale)
    for part in ("80 %", "48 s", "Kan ik hem ook ruilen?", "Ruilen voor een andere maat", "Proefrit maken"):
        assert part in text, part
    assert content_for(".txt", found, stage.context.locale) == text.encode()


def test_the_saved_table_is_a_table_and_no_formula(stage: Stage) -> None:
    found = made_debrief()
    bad = structs.replace(found.chats[0], title='=cmd|"/C calc"!A0\n+1')
    table = content_for(".CSV", structs.replace(found, chats=(bad,)), stage.context.locale).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0][0] == "kind"
    assert len(rows) == 1 + len(bad.replies) + len(bad.articles)
    assert {len(row) for row in rows} == {7}
    assert all(row[1].startswith("'=cmd") for row in rows[1:])
    assert "late" in {row[6] for row in rows}
    assert as_csv(Debrief()).splitlines() == [",".join(rows[0])]


def test_the_debrief_is_saved_only_when_asked(stage: Stage) -> None:
    async def script() -> None:
        sheet = DebriefSheet(stage.context, made_debrief(), ended=True)
        wanted: list[str] = []
        sheet.save_requested.connect(wanted.append)
        await stage.show(sheet, 760, 640)
        QTest.keyClick(_button(sheet, "save_debrief"), Qt.Key.Key_Space)
        dialog = sheet.findChild(QFileDialog)
        assert dialog is not None
        assert wanted == []
        dialog.fileSelected.emit("/somewhere/practice.csv")
        dialog.close()
        assert wanted == ["/somewhere/practice.csv"]
        assert not _button(DebriefSheet(stage.context, Debrief(), sheet), "save_debrief").isEnabled()

    stage.run(script())


# -- a case of a chat


def test_a_case_is_changed_and_checked_before_it_is_saved(stage: Stage) -> None:
    async def script() -> None:
        sheet = CaseSheet(stage.context, shipped()[0].dialogue)
        await stage.show(sheet, 620, 640)
        story, title = sheet.findChild(QPlainTextEdit, "case_story"), sheet.findChild(QLineEdit, "case_title")
        assert story is not None
        assert title is not None
        title.setText("  ")
        _press(_button(sheet, "save"))
        assert sheet.answer is None
        assert title.hasFocus()
        title.setText("Een zaak")
        story.setPlainText("\n \n")
        _press(_button(sheet, "save"))
        assert sheet.answer is None
        assert story.hasFocus()
        assert _words(sheet, "case_trouble")
        story.setPlainText("Hoi\n\nDank")
        _press(_button(sheet, "save"))
        assert str(sheet.answer) == "save"
        made = sheet.dialogue
        assert (made.title, text_of(made.turns), made.visitor.email) == ("Een zaak", "Hoi\n\nDank", None)

    stage.run(script())


async def _sheet_of(stage: Stage, window: QWidget) -> SheetDialog:
    await stage.until(lambda: any(each.isVisible() for each in window.findChildren(SheetDialog)))
    return next(each for each in window.findChildren(SheetDialog) if each.isVisible())


def test_a_lead_makes_a_case_of_an_earlier_chat(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.practice_cases.may_write = True
        window = ShellWindow(stage.context, desk)
        stage.at_end(window.shut_down)
        await stage.show(window, 1440, 900)
        window.complete().visitor.open_previous("cv_marieke_1")
        earlier = await _sheet_of(stage, window)
        await stage.until(_button(earlier, "make_case").isEnabled)
        _press(_button(earlier, "make_case"))
        await stage.until(lambda: any(isinstance(each, CaseSheet) for each in window.findChildren(SheetDialog)))
        sheet = await _sheet_of(stage, window)
        assert isinstance(sheet, CaseSheet)
        _press(_button(sheet, "save"))
        await stage.until(lambda: desk.practice_cases.cases)
        assert desk.practice_cases.cases is not None
        assert desk.practice_cases.cases[0].dialogue.messages

    stage.run(script())


def test_agents_are_not_offered_to_make_a_case(stage: Stage) -> None:
    async def script() -> None:
        window = ShellWindow(stage.context, FakeDesk())
        stage.at_end(window.shut_down)
        await stage.show(window, 1440, 900)
        window.complete().visitor.open_previous("cv_marieke_1")
        earlier = await _sheet_of(stage, window)
        assert earlier.findChild(QPushButton, "make_case") is None
        earlier.reject()
        await stage.rest()

    stage.run(script())


def test_a_case_that_the_server_does_not_take_stays_open(stage: Stage) -> None:
    async def script() -> None:
        desk, window = FakeDesk(), QWidget()
        await stage.show(window, 700, 700)
        desk.practice_cases.cases = None
        opened = await desk.open_previous("cv_marieke_1")  # type: ignore[arg-type]  # its id
        assert opened is not None
        task = stage.scope.start(make_case(stage.context, desk, opened, window), name="make")
        sheet = await _sheet_of(stage, window)
        _press(_button(sheet, "save"))
        await stage.until(lambda: _words(sheet, "case_trouble"))
        desk.practice_cases.cases = []
        await stage.until(sheet.isVisible)
        _press(_button(sheet, "save"))
        await asyncio.wait_for(task, 5)
        assert len(desk.practice_cases.cases) == 1

    stage.run(script())
