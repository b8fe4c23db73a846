"""Call-back requests in the real window: seen in the rail, opened by key, taken, tried, finished; colleagues seen."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from operator_console.domain.call_backs import CallBackState
from operator_console.ui.call_backs.sheet import CallBackSheet
from operator_console.ui.call_backs.strip import CallBackLine, CallBackStrip
from operator_console.ui.kit.notice import NoticeRow
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_call_backs import COLLEAGUE
from tests.fakes.fake_chats import MARIEKE
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage


class Room:
    """A window over a made-up desk."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desk = FakeDesk()
        self.window = ShellWindow(stage.context, self.desk)
        stage.at_end(self.window.shut_down)

    async def shown(self) -> None:
        await self.stage.show(self.window, 1024, 700)
        self.window.select(MARIEKE)
        await self.stage.rest()

    @property
    def lines(self) -> list[str]:
        strip = self.window.findChild(CallBackStrip)
        if strip is None or not strip.isVisible():
            return []
        return [line.accessibleName() for line in strip.findChildren(CallBackLine) if line.isVisible()]

    @property
    def sheet(self) -> CallBackSheet | None:
        return next((sheet for sheet in self.window.findChildren(CallBackSheet) if sheet.isVisible()), None)

    async def opened(self) -> CallBackSheet:
        await self.stage.until(lambda: self.sheet is not None)
        assert self.sheet is not None
        return self.sheet

    def key(self) -> None:
        self.window.registry.action("chats.call_backs").trigger()

    def words(self, name: str) -> str:
        assert self.sheet is not None
        label = self.sheet.findChild(PlainLabel, name)
        assert label is not None
        return label.text()

    def press(self, name: str) -> None:
        assert self.sheet is not None
        button = self.sheet.findChild(QPushButton, name)
        assert button is not None
        assert button.isEnabled()
        button.click()

    @property
    def said(self) -> list[str]:
        labels = (row.findChildren(PlainLabel) for row in self.window.findChildren(NoticeRow))
        return [" ".join(label.text() for label in each) for each in labels]


def test_the_rail_shows_who_is_to_be_called_and_says_what_is_late(stage: Stage) -> None:
    async def script() -> None:
        room = Room(stage)
        await room.shown()
        assert room.lines == []
        room.desk.call_backs.asked("Later", 7200)
        room.desk.call_backs.asked("Kim", -7200)
        await stage.until(lambda: len(room.lines) == 2)
        assert "overdue" in room.lines[0]
        assert "Kim" in room.lines[0]
        assert "overdue" not in room.lines[1]

    stage.run(script())


def test_an_agent_takes_tries_and_finishes_by_key(stage: Stage) -> None:
    async def script() -> None:
        room = Room(stage)
        await room.shown()
        room.key()
        await stage.until(lambda: any("Nobody" in words for words in room.said))
        asked = room.desk.call_backs.asked("Kim", -60)
        room.key()
        sheet = await room.opened()
        assert room.words("call_back_number") == "06 1234 5678"
        room.press("call_back_copy")
        assert QGuiApplication.clipboard().text() == "06 1234 5678"
        room.press("call_back_take")
        await stage.until(lambda: "you" in room.words("call_back_state"))
        remark = sheet.findChild(QLineEdit, "call_back_remark")
        assert remark is not None
        remark.setText("Voicemail")
        room.press("call_back_tried")
        await stage.until(lambda: "not reached" in room.words("call_back_facts"))
        room.press("call_back_done")
        await stage.until(lambda: room.sheet is None)
        await stage.until(lambda: room.lines == [])
        did = [done[2:] for done in room.desk.recorded if done[0] == "call_back"]
        assert did == [("take", ""), ("tried", "Voicemail"), ("done", "Voicemail")]
        assert room.desk.call_backs.known[asked.id].state is CallBackState.DONE

    stage.run(script())


def test_a_colleague_who_was_first_is_seen_and_nothing_is_lost(stage: Stage) -> None:
    async def script() -> None:
        from msgspec import structs

        room = Room(stage)
        await room.shown()
        asked = room.desk.call_backs.asked("Kim", -60)
        room.key()
        await room.opened()
        room.desk.call_backs.refuse = True
        room.press("call_back_take")
        await stage.until(lambda: "colleague was first" in room.words("call_back_told"))
        taken = structs.replace(asked, state=CallBackState.TAKEN, agent_id=COLLEAGUE)
        room.desk.call_backs.put(taken)
        await stage.until(lambda: "Bram" in room.words("call_back_state"))
        await stage.until(lambda: "Bram" in room.lines[0])
        room.desk.call_backs.put(structs.replace(taken, state=CallBackState.DONE))
        await stage.until(lambda: "Done by Bram" in room.words("call_back_told"))
        assert room.sheet is not None
        done = room.sheet.findChild(QPushButton, "call_back_done")
        assert done is not None
        assert not done.isEnabled()

    stage.run(script())


def test_it_is_said_once_when_one_is_due(stage: Stage) -> None:
    async def script() -> None:
        room = Room(stage)
        await room.shown()
        asked = room.desk.call_backs.asked("Kim <b>", 0)
        room.desk.call_backs.due(asked.id)
        await stage.until(lambda: any("Kim <b>" in words for words in room.said))

    stage.run(script())
