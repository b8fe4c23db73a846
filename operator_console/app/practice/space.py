"""A practice space: own server, own desk, practice visitors, all in one folder that goes with it; knows no window."""

import asyncio
import contextlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import aiohttp
import msgspec

from operator_console.app.child_process import ChildFailed, ChildProcess
from operator_console.app.practice.connection import PracticeLineLost
from operator_console.app.practice.floor import ACCOUNT, FILE, ORIGIN, PracticeFloor
from operator_console.app.practice.players import PlanPlayers
from operator_console.app.practice.storyteller import Pace, Storyteller
from operator_console.backends import base
from operator_console.backends.native.backend import NativeBackend
from operator_console.backends.registry import door_of
from operator_console.desk.debrief import Debrief, Practised, debrief
from operator_console.desk.desk import Desk
from operator_console.domain.articles import Article
from operator_console.domain.conversations import Message
from operator_console.domain.ids import ArticleKey, ConversationId
from operator_console.domain.practice import LANGUAGES, Dialogue, PracticePlan
from operator_console.domain.response_clock import ClockTargets
from operator_console.protocol.http import ConversationPage
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage, account_folder

PAGE = 200
_GONE = (PracticeLineLost, aiohttp.ClientError, TimeoutError, OSError)


class PracticeUnavailable(Exception):
    """No practice space can be made here now; the text is for the log."""


class PracticeSpace:
    """One round of practice. `open` once, `play` once, `close` always; everything is on the loop's thread.

    Nothing of it reaches another server: its visitors know its own address only, and its desk is signed in there.

    Args:
        folder: Its own; what is in it is removed at the beginning and at the end.
        pictures: Folder of the pictures that shipped dialogues show.
        report: Where errors of the space's hub go.
        left: Called when a visitor has gone, with how many are still to come or there.
    """

    def __init__(
        self,
        folder: Path,
        pictures: Path,
        floor: PracticeFloor,
        plan: PracticePlan,
        scope: TaskScope,
        report: Callable[[str, BaseException], None],
        left: Callable[[int], None],
    ) -> None:
        self._folder = folder
        self._pictures = pictures
        self._floor = floor
        self._plan = plan
        self._scope = scope.child("practice")
        self._report = report
        self._left = left
        self._starting: asyncio.Future[ChildProcess] | None = None
        self._server = ""
        self._backend: NativeBackend | None = None
        self._chats: dict[ConversationId, Dialogue] = {}
        self._opened: dict[ConversationId, set[ArticleKey]] = {}
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The desk of this space, from `open` on."""
        assert self._desk is not None  # noqa: S101 - a caller that did not open it is a bug
        return self._desk

    @property
    def server(self) -> str:
        """Address of the space's own server."""
        return self._server

    async def open(self) -> None:
        """Start the server and sign in at it.

        Raises:
            PracticeUnavailable: The server did not start, or there is no room on the disk.
        """
        try:
            self._starting = asyncio.get_running_loop().run_in_executor(None, self._start_server)
            process = await asyncio.shield(self._starting)
            line = await asyncio.to_thread(process.first_line)
            self._server = str(json.loads(line)["listening"])
            await self._sign_in()
        except (OSError, ChildFailed, ValueError, LookupError, base.BackendError) as error:
            raise PracticeUnavailable(str(error)) from error

    def play(self) -> None:
        """Let the visitors of the plan come."""
        pace = Pace(speed=self._plan.pace.speed)
        teller = Storyteller(self._server, self._pictures, pace, self._floor.address_of, origin=ORIGIN)
        players = PlanPlayers(self._plan, teller, pace, self._on_begun, self._left, _GONE)
        self._scope.start(players.run(self._scope.child("visitors")), name="visitors")

    def article_opened(self, conversation_id: ConversationId, key: ArticleKey) -> None:
        """The agent has this article before them while this chat is on screen."""
        self._opened.setdefault(conversation_id, set()).add(key)

    async def debrief(self) -> Debrief:
        """Judge the round as it stands; chats that cannot be read now are left out."""
        articles = self._articles()
        chats = [chat for key in tuple(self._chats) if (chat := await self._practised(key)) is not None]
        return await asyncio.to_thread(debrief, chats, articles, self.desk.now())

    async def close(self) -> None:
        """End visitors, desk and server, and remove the folder; harmless when called again."""
        await self._scope.close()
        if self._desk is not None:
            await self._desk.close()
        process = None
        if self._starting is not None:
            with contextlib.suppress(OSError):
                process = await asyncio.shield(self._starting)  # also when `open` was given up meanwhile
        await asyncio.to_thread(_end, process, self._folder)

    # ------------------------------------------------------------------------------------------- private

    def _start_server(self) -> ChildProcess:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)
        description = self._folder / FILE
        description.touch(mode=0o600)
        description.write_bytes(msgspec.json.encode(self._floor))
        return ChildProcess(["practice-space", "--folder", str(self._folder)], self._folder / "server.log")

    async def _sign_in(self) -> None:
        async def forget(_token: str) -> None:
            """Keep no token: the sign-in ends with the space."""

        admission = await door_of("native").sign_in(self._server, ACCOUNT, self._floor.password, forget)
        if admission.agent is None:
            await admission.close()
            raise PracticeUnavailable("nobody was signed in")
        clock = ServerClock()
        self._backend = admission.backend(clock, self._scope)
        storage = AccountStorage(account_folder(self._folder, self._server, ACCOUNT))
        self._desk = Desk(admission.agent, self._backend, storage, clock, EventHub(self._report), self._scope)

    def _on_begun(self, dialogue: Dialogue, conversation_id: ConversationId) -> None:
        self._chats.setdefault(conversation_id, dialogue)

    def _articles(self) -> tuple[Article, ...]:
        return tuple(article for language in LANGUAGES for article in self.desk.knowledge.all(None, language))

    async def _practised(self, conversation_id: ConversationId) -> Practised | None:
        assert self._backend is not None  # noqa: S101 - made by `open`
        try:
            page = await self._backend.conversation(conversation_id)
            messages = await self._all_messages(self._backend, page)
        except base.BackendError:
            return None
        site = next((site for site in self._floor.sites if site.id == page.conversation.site_id), None)
        return Practised(
            dialogue=self._chats[conversation_id],
            conversation=page.conversation,
            messages=tuple(messages),
            targets=site.targets if site is not None else ClockTargets(),
            opened=frozenset(self._opened.get(conversation_id, ())),
        )

    async def _all_messages(self, backend: NativeBackend, page: ConversationPage) -> Sequence[Message]:
        messages, more = page.messages, page.more
        while more and messages:
            older = await backend.messages(page.conversation.id, messages[0].pos, PAGE)
            if not older.messages:
                break
            messages, more = (*older.messages, *messages), older.more
        return messages


def _end(process: ChildProcess | None, folder: Path) -> None:
    if process is not None:
        process.stop()
    shutil.rmtree(folder, ignore_errors=True)
