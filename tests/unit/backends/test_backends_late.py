"""A backend that is made when it is started: what is known before, and that nothing is made by asking for it."""

import pytest

from operator_console.backends.base import ArticleRights, NotAServer
from operator_console.backends.native.door import NativeDoor
from operator_console.domain.ids import ConversationId
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope

ADDRESS = "http://127.0.0.1:9"
CHAT = ConversationId("c1")


async def _never() -> str | None:
    msg = "nobody asks for the token before the connection begins"
    raise AssertionError(msg)


async def _rotated(_token: str) -> None:
    return


async def test_what_the_first_frame_asks_is_answered_as_before_a_welcome() -> None:
    scope = TaskScope("late")
    admission = NativeDoor().resume_later(ADDRESS, _never, _rotated)
    assert (admission.agent, admission.refresh_token) == (None, "")
    backend = admission.backend(ServerClock(), scope)
    before = backend.capabilities
    assert (backend.server, before.articles, before.archive) == (ADDRESS, ArticleRights.WRITE, True)
    assert backend.archive is None
    assert None not in {backend.reports, backend.staffing}  # the window has pages for them before a welcome
    work = backend.article_work
    backend.seen(CHAT, 1)
    backend.typing(CHAT, active=True)
    backend.check()  # the window became the active one while it was opened
    assert vars(backend)["_made"] is None
    await backend.close()
    assert backend.practice is not None  # which makes it
    assert (backend.capabilities, backend.server) == (before, ADDRESS)
    assert backend.archive is None
    assert None not in {backend.reports, backend.staffing}  # the window has pages for them before a welcome
    assert backend.article_work is work
    assert work.cards.__self__.__class__.__name__ == "NativeArticles"  # type: ignore[attr-defined]
    backend.seen(CHAT, 1)
    await backend.close()
    await scope.close()


async def test_what_is_no_address_is_refused_at_once_and_nothing_is_left_open() -> None:
    with pytest.raises(NotAServer):
        NativeDoor().resume_later("no address", _never, _rotated)
    await NativeDoor().resume_later(ADDRESS, _never, _rotated).close()
