"""An agent practises beside the real window, with the real pieces; the real server, its figures and disk stay as is."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget

from operator_console.app.practice.session import Practising
from operator_console.desk.debrief import Debrief, Found
from operator_console.desk.state import ChatRow
from operator_console.domain.ids import AgentId
from operator_console.domain.practice import Dialogue, Persona, PracticeCase, PracticePage, PracticeVisit, Turn
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.practice_cases import keep_case
from operator_console.ui.practice import DebriefSheet, StartSheet
from operator_console.ui.practice.rows import CaseModel
from operator_console.ui.shell import ShellWindow
from tests.end2end.console_fixtures import Seat, Street, open_street

QUICK = ("pc_first", "pc_second")
SAYS = {"pc_first": ("Storing onderweg", ("display geeft een storing", "en nu?")), "pc_second": ("Een vraag", ("hoi",))}


@pytest.fixture(scope="module")
def whole_street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def street(whole_street: Street) -> Iterator[Street]:
    yield whole_street
    whole_street.clear()


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


def test_practice_touches_nothing_real_and_leaves_nothing_behind(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        _keep_cases(tmp_path)
        await seat.sign_in(server.base)
        before = _contents(tmp_path / "server")
        today, kept = seat.desk.today, seat.desk.kept()
        practising = await _start(seat)
        round_ = practising.space
        assert round_ is not None
        assert round_.server.startswith("http://127.0.0.1:")
        assert round_.server != server.base
        window = practising.window
        assert window is not None
        assert "Practice" in window.windowTitle()
        assert seat.words("practice_name", window) == "Practice"
        await _answer_all(seat, practising, window)
        found = await _debrief(seat, window)
        assert [reply.on_time for reply in found.replies] == [True] * 3
        chats = {chat.title: chat for chat in found.chats}
        assert set(chats) == {"Storing onderweg", "Een vraag"}
        first = chats["Storing onderweg"]
        assert {article.key: article.found for article in first.articles} == {
            "foutcode-display": Found.USED,
            "garantie": Found.OPENED,
        }
        assert first.manners.greeted
        assert found.answers == 3
        assert found.personal_share in {1 / 3, 2 / 3}, "the same text to the other visitor is not personal"
        await seat.until(lambda: practising.space is None, why="practice is closed")
        assert practising.window is None
        assert not (seat.folder / "practice").exists()
        assert seat.is_live()
        assert seat.desk.today == today
        assert seat.desk.kept() == kept
        assert not seat.rail
        assert _contents(tmp_path / "server") == before
        await seat.activate(seat.shell)

    seat.play(script())


def _keep_cases(folder: Path) -> None:
    """Give the team two short cases of its own."""
    with open_administration(ServerConfig(data_dir=folder / "server")) as administration:
        for case_id, (title, said) in SAYS.items():
            turns = [turn for text in said for turn in (Turn(say=text, typing_s=0.2), Turn(wait="answer"))]
            dialogue = Dialogue(
                key=case_id.replace("_", "-"),
                site="fietsenwereld",
                language="nl",
                title=title,
                visitor=Persona(name="Youssef Amrani"),
                visit=PracticeVisit(pages=(PracticePage(path="/help", title="Help", dwell_s=0.0),)),
                turns=(*turns, Turn(leave=True)),
                articles=("foutcode-display", "garantie") if case_id == "pc_first" else (),
            )
            case = PracticeCase(id=case_id, dialogue=dialogue, by="Karin", at=datetime.now(UTC))
            with administration.database.writing() as connection:
                assert keep_case(connection, case, AgentId("ag_karin"), 10)


async def _start(seat: Seat) -> Practising:
    """Choose two cases by key and wait for their window."""
    seat.press("Ctrl+Shift+T")
    sheet = await seat.dialog()
    assert isinstance(sheet, StartSheet)
    model = seat.find(QTableView, "practice_cases", sheet).model()
    assert isinstance(model, CaseModel)
    seat.find(QWidget, "practice_language", sheet).setFocus()
    seat.press("Home")
    await seat.until(lambda: {row.name for row in model.rows} >= set(QUICK), why="the team's cases are listed")
    model.choose(QUICK)
    seat.find(QWidget, "practice_pace", sheet).setFocus()
    seat.press("End")
    assert sheet.plan.pace.speed > 1
    seat.press_button("start")
    practising = seat.console.practising
    assert practising is not None
    await seat.until(lambda: practising.window, 40, "a practice window")
    return practising


async def _answer_all(seat: Seat, practising: Practising, window: ShellWindow) -> None:
    """Answer whoever waits until nobody is left."""
    assert practising.space is not None
    desk = practising.space.desk
    await seat.until(lambda: desk.knowledge.all(None, "nl"), 20, "articles are there")
    answered: set[str] = set()
    fact = next(article.facts[0] for article in desk.knowledge.all(None, "nl") if article.key == "foutcode-display")
    answer = f"Hallo Youssef, {fact}"

    def waits() -> ChatRow | str | None:
        for row in desk.rail().your_turn:
            if not row.ended and _mark(row) not in answered:
                return row
        words = seat.words("practice_words", window)
        return words if "All visitors have left" in words else None

    while isinstance(row := await seat.until(waits, 40, "a visitor writes or all have been"), ChatRow):
        answered.add(_mark(row))
        window.select(row.conversation.id)
        if row.conversation.last_text == "en nu?":
            window.complete().knowledge.show_article("fietsenwereld", "garantie", "nl")
        await desk.send(row.conversation.id, answer)


def _mark(row: ChatRow) -> str:
    return f"{row.conversation.id} {row.conversation.last_pos}"


async def _debrief(seat: Seat, window: ShellWindow) -> Debrief:
    """End practice by its button, read the debrief and close."""
    await seat.activate(window)
    button = seat.find(QPushButton, "practice_end", window)
    button.setFocus()
    seat.press("Space")
    sheet = await seat.dialog()
    assert isinstance(sheet, DebriefSheet)
    found = sheet.debrief
    seat.press("Return")
    return found


def _contents(folder: Path) -> dict[str, str]:
    """Return what stands in every table of the server's database but times of sign-ins, and every file beside it."""
    found: dict[str, str] = {}
    with sqlite3.connect(f"file:{folder / 'server.sqlite3'}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table not in {"sessions", "meta"}:
                rows = sorted(map(repr, database.execute(f'SELECT * FROM "{table}"')))
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    database.close()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("server.sqlite3"):
            found[os.fspath(path.relative_to(folder))] = str(path.stat().st_size)
    return found
