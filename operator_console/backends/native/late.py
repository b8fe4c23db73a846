"""A way in and a backend that are imported and made when the connection begins; knows nothing of the wire."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from operator_console.backends.native.capabilities import capabilities_of

if TYPE_CHECKING:
    from operator_console.backends import base
    from operator_console.backends.native.articles import NativeArticles
    from operator_console.backends.native.backend import NativeBackend
    from operator_console.domain.ids import ConversationId
    from operator_console.protocol.http import ConversationPage, MessagePage
    from operator_console.runtime.server_time import ServerClock
    from operator_console.runtime.task_scope import TaskScope


class LateAdmission:
    """Somebody who comes in without the server being asked; fits `desk.ports.Admission`.

    Args:
        make: Makes the backend.
    """

    agent = None
    refresh_token = ""

    def __init__(self, server: str, make: "Callable[[ServerClock, TaskScope], NativeBackend]") -> None:
        self._server = server
        self._make = make

    def backend(self, clock: "ServerClock", scope: "TaskScope") -> "NativeBackend":
        """Return the agent's connection to the server, made at the latest when it is started."""
        return cast("NativeBackend", _LateBackend(self._server, lambda: self._make(clock, scope)))

    async def close(self) -> None:
        """Nothing is open before the backend is made."""


class _LateBackend:
    """Stands for a backend until it is needed: it is made when anything is asked that is not answered here.

    What is answered here is what the desk asks before its first frame, and what it puts away to call it later.
    """

    def __init__(self, server: str, make: "Callable[[], NativeBackend]") -> None:
        self.server = server
        self._make = make
        self._made: NativeBackend | None = None
        self._article_work = cast("NativeArticles", _LatePart(lambda: self._backend.article_work))
        self._reports = _LatePart(lambda: self._backend.reports)
        self._people = _LatePart(lambda: self._backend.people)
        self._sites = _LatePart(lambda: self._backend.sites)
        self._invitations = _LatePart(lambda: self._backend.invitations)
        self._staffing = _LatePart(lambda: self._backend.staffing)

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    @property
    def _backend(self) -> "NativeBackend":
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def capabilities(self) -> "base.Capabilities":
        return capabilities_of(frozenset(), welcomed=False) if self._made is None else self._made.capabilities

    @property
    def article_work(self) -> "NativeArticles":
        return self._article_work

    @property
    def archive(self) -> object:
        return self._made.archive if self._made is not None else None

    @property
    def reports(self) -> object:
        return self._made.reports if self._made is not None else self._reports

    @property
    def people(self) -> object:
        return self._made.people if self._made is not None else self._people

    @property
    def sites(self) -> object:
        return self._made.sites if self._made is not None else self._sites

    @property
    def invitations(self) -> object:
        return self._made.invitations if self._made is not None else self._invitations

    @property
    def staffing(self) -> object:
        return self._made.staffing if self._made is not None else self._staffing

    def seen(self, conversation_id: "ConversationId", pos: int) -> None:
        if self._made is not None:  # else nobody is connected who could be told
            self._made.seen(conversation_id, pos)

    def check(self) -> None:
        if self._made is not None:  # else it looks at the network when it is started
            self._made.check()

    def typing(self, conversation_id: "ConversationId", active: bool) -> None:
        if self._made is not None:
            self._made.typing(conversation_id, active)

    def messages(self, conversation_id: "ConversationId", before: int, limit: int) -> "Awaitable[MessagePage]":
        return self._backend.messages(conversation_id, before, limit)

    def conversation(self, conversation_id: "ConversationId") -> "Awaitable[ConversationPage]":
        return self._backend.conversation(conversation_id)

    async def close(self) -> None:
        if self._made is not None:
            await self._made.close()


class _LatePart:
    """Stands for a part of the backend that it has from the beginning."""

    def __init__(self, part: "Callable[[], object]") -> None:
        self._part = part

    def __getattr__(self, name: str) -> object:
        return getattr(self._part(), name)
