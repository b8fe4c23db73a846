"""Practising from the window: chooses, opens the space with a window of its own, debriefs, and ends without a trace."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from operator_console.app import paths
from operator_console.app.practice.dialogues import read_dialogues
from operator_console.app.practice.floor import floor_for, playable
from operator_console.app.practice.space import PracticeSpace, PracticeUnavailable
from operator_console.desk.debrief import Debrief
from operator_console.desk.desk import Desk
from operator_console.desk.events import RailChanged
from operator_console.domain.ids import ArticleKey, ConversationId
from operator_console.domain.practice import LANGUAGES, CaseBroken, Dialogue, PracticePlan, check_dialogue
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.settings.options import (
    ACCOUNTS,
    ALERT_ATTENTION,
    ALERT_BADGE,
    ALERT_SOUND_DEADLINE,
    ALERT_SOUND_MESSAGE,
    ALERT_SOUND_NEW_CHAT,
    ALL,
    LANGUAGE,
    THEME,
    WINDOW_STATE,
)
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.language import chosen_language
from operator_console.ui.kit.notice import Notices
from operator_console.ui.kit.saving import write_file
from operator_console.ui.practice import CaseRow, DebriefSheet, PracticeBand, StartSheet, content_for
from operator_console.ui.shell import ShellWindow

SILENT = (ALERT_SOUND_NEW_CHAT, ALERT_SOUND_MESSAGE, ALERT_SOUND_DEADLINE, ALERT_ATTENTION, ALERT_BADGE)
OFFSET_PX = 36

_log = logging.getLogger(__name__)


class Practising(QObject):
    """One agent's practice beside their real window, at most one round at a time.

    The real desk is read (sites, articles, how many chats wait) and asked for the team's cases; nothing is done to it.

    Args:
        context: Of the real window.
        folder: What is in it is removed when a round begins and when it ends.
        report: Where bugs go.

    Signals:
        opened: A practice window is on screen.
        ended: The round is over and its folder is gone.
    """

    opened = Signal()
    ended = Signal()

    def __init__(
        self,
        context: UiContext,
        desk: Desk,
        window: ShellWindow,
        folder: Path,
        report: Callable[[str, BaseException], None],
    ) -> None:
        super().__init__()
        self._context = context
        self._real_desk = desk
        self._real_window = window
        self._folder = folder
        self._report = report
        self._scope = context.scope.child("practising")
        self._sheet: StartSheet | None = None
        self._offering: asyncio.Task[None] | None = None
        self._round: TaskScope | None = None
        self._space: PracticeSpace | None = None
        self._notices: Notices | None = None
        self._band: PracticeBand | None = None
        self._debrief_shown: Debrief | None = None
        self._unlisten: Callable[[], None] | None = None
        self.window: ShellWindow | None = None

    @property
    def space(self) -> PracticeSpace | None:
        """The space of the round that runs."""
        return self._space

    def begin(self) -> None:
        """Ask what to practise, or show the round that runs already."""
        if self.window is not None:
            _to_front(self.window)
        elif not any(name.startswith("practising/") for name in self._scope.running):
            self._scope.start(self._choose(), name="choose")

    async def close(self) -> None:
        """End the round; harmless when called again."""
        await self._scope.close()
        await self._end_round()

    # --------------------------------------------------------------------------------------------- choosing

    async def _choose(self) -> None:
        sheet = StartSheet(
            self._context,
            self._real_window,
            language=chosen_language(self._context.settings),
            may_remove=self._real_desk.practice_cases.may_write,
        )
        self._sheet = sheet
        sheet.remove_requested.connect(self._on_remove_requested)
        self._offering = self._scope.start(self._offer(sheet), name="offer", exclusive=True)
        try:
            answer = await sheet.asked()
            plan = sheet.plan
        finally:
            self._sheet = None
            if self._offering is not None:
                self._offering.cancel()
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer == "start":
            await self._open(plan)

    async def _offer(self, sheet: StartSheet) -> None:
        """Show the shipped cases at once, and the team's as soon as the server has told them."""
        names: dict[str, str] = {site.id: site.name for site in self._real_desk.sites}
        folder = paths.resources_dir() / "practice"
        shipped = await asyncio.to_thread(lambda: [each for code in LANGUAGES for each in read_dialogues(folder, code)])
        rows = [
            CaseRow(dialogue, names.get(dialogue.site, dialogue.site.capitalize()))
            for dialogue in shipped
            if playable(names, dialogue.site)
        ]
        sheet.show_cases(rows)
        cases = await self._real_desk.practice_cases.all()
        if cases is None:
            sheet.say_trouble(self.tr("The team's own cases cannot be had now."))
            return
        team = [
            CaseRow(case.dialogue, names[case.site_id], case.id, case.by)
            for case in cases
            if case.site_id in names and _can_be_played(case.dialogue)
        ]
        sheet.show_cases([*team, *rows])

    def _on_remove_requested(self, case_id: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return

        async def remove() -> None:
            removed = await self._real_desk.practice_cases.remove(case_id)
            if sheet is not self._sheet:
                return
            if removed:
                self._offering = self._scope.start(self._offer(sheet), name="offer", exclusive=True)
            else:
                sheet.say_trouble(self.tr("The case could not be removed now."))

        self._scope.start(remove(), name="remove case", exclusive=True)

    # ---------------------------------------------------------------------------------------------- a round

    async def _open(self, plan: PracticePlan) -> None:
        key = "practice"
        self._context.notices.info(self.tr("Practice is being prepared…"), key=key, timeout_s=0.0)
        knowledge = self._real_desk.knowledge
        articles = [article for language in LANGUAGES for article in knowledge.all(None, language)]
        floor = floor_for(self._real_desk.me, self._real_desk.sites, articles, plan)
        pictures = paths.resources_dir() / "practice" / "pictures"
        round_ = self._round = self._scope.child("round")
        space = PracticeSpace(self._folder, pictures, floor, plan, round_, self._report, self._on_left)
        self._space = space
        try:
            await space.open()
            await space.desk.read()
        except PracticeUnavailable as error:
            _log.warning("practice cannot be opened: %s", error)
            await self._end_round()
            self._context.notices.warning(self.tr("Practice cannot be opened on this computer now."), key=key)
            return
        self._context.notices.withdraw(key)
        self._show_window(space, round_, len(plan.dialogues))
        space.desk.connect()
        space.play()
        self.opened.emit()

    def _show_window(self, space: PracticeSpace, round_: TaskScope, visitors: int) -> None:
        self._notices = Notices(self)
        context = structs.replace(
            self._context, settings=_quiet_settings(self._context.settings), scope=round_, notices=self._notices
        )
        band = self._band = PracticeBand(context)
        band.show_left(visitors)
        window = self.window = ShellWindow(context, space.desk, band=band)
        window.setObjectName("practice")
        window.complete()
        band.debrief_requested.connect(self._on_debrief)
        band.end_requested.connect(self._on_leave)
        band.real_requested.connect(self._on_real)
        window.leave_requested.connect(self._on_leave)
        window.article_opened.connect(self._on_article_opened)
        self._unlisten = self._real_desk.hub.listen(RailChanged, lambda _event: self._show_real_waiting())
        self._show_real_waiting()
        window.resize(self._real_window.size())
        window.move(self._real_window.x() + OFFSET_PX, self._real_window.y() + OFFSET_PX)
        window.show()
        _to_front(window)

    async def _end_round(self) -> None:
        if self._unlisten is not None:
            self._unlisten()
            self._unlisten = None
        window, self.window = self.window, None
        self._band = None
        if window is not None:
            window.shut_down()
            window.hide()
            window.deleteLater()
        if self._space is not None:
            await self._space.close()
            self._space = None
        round_, self._round = self._round, None
        if round_ is not None:
            await round_.close()
            self.ended.emit()

    # --------------------------------------------------------------------------------------------- debrief

    def _on_debrief(self) -> None:
        self._scope.start(self._debrief(ended=False), name="debrief", exclusive=True)

    def _on_leave(self) -> None:
        self._scope.start(self._debrief(ended=True), name="debrief", exclusive=True)

    async def _debrief(self, *, ended: bool) -> None:
        space, window = self._space, self.window
        if space is None or window is None:
            return
        found = await space.debrief()
        if ended and not found.chats:
            self._scope.start(self._end_round(), name="end")
            return
        sheet = DebriefSheet(self._context, found, window, ended=ended)
        sheet.save_requested.connect(self._on_save_requested)
        self._debrief_shown = found
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer == "close":
            self._scope.start(self._end_round(), name="end")

    def _on_save_requested(self, chosen: str) -> None:
        found, notices = self._debrief_shown, self._notices
        if found is None or notices is None:
            return

        async def save() -> None:
            path = Path(chosen)
            if await write_file(path, content_for(path.suffix, found, self._context.locale)):
                notices.info(self.tr("The debrief is saved as %1.").replace("%1", path.name))
            else:
                notices.warning(self.tr("The debrief could not be saved. Choose another place."))

        self._scope.start(save(), name="save debrief", exclusive=True)

    # ----------------------------------------------------------------------------------------------- slots

    def _on_left(self, count: int) -> None:
        if self._band is not None:
            self._band.show_left(count)
        if not count and self._notices is not None:
            words = self.tr("All practice visitors have left. Wrap up your chats, then look at the debrief.")
            self._notices.info(words, key="left", timeout_s=0.0)

    def _on_article_opened(self, conversation_id: str, key: str) -> None:
        if self._space is not None:
            self._space.article_opened(ConversationId(conversation_id), ArticleKey(key))

    def _on_real(self) -> None:
        _to_front(self._real_window)

    def _show_real_waiting(self) -> None:
        if self._band is not None:
            rail = self._real_desk.rail()
            self._band.show_real_waiting(len(rail.your_turn) + len(rail.queue))


def _can_be_played(dialogue: Dialogue) -> bool:
    """Tell whether a story from outside keeps the rules; one of a newer version may not."""
    try:
        check_dialogue(dialogue)
    except CaseBroken:
        return False
    return True


def _quiet_settings(real: Settings) -> Settings:
    """Return the agent's own settings for a window beside the real one: nothing is kept, and it makes no sound.

    What is heard, and the number on the taskbar, is of the real window alone.
    """
    settings = Settings(None)
    for option in ALL:
        if option.key not in {ACCOUNTS.key, WINDOW_STATE.key, LANGUAGE.key, THEME.key}:
            settings.set(option, real.get(option))
    for silent in SILENT:
        settings.set(silent, value=False)
    return settings


def _to_front(window: ShellWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
