"""The team's own practice cases: kept by the server, made of earlier chats; knows no screen and plays nothing.

What making a case needs is imported then: the desk is part of every start.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends.base import BackendError
from operator_console.desk.state import ChatContext, Opened
from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Agent, Role, Site

if TYPE_CHECKING:
    from operator_console.desk.ports import PracticeBackend
    from operator_console.domain.own_facts import FactKind
    from operator_console.domain.practice import Dialogue, PracticeCase

LANGUAGES = ("nl", "en")

_log = logging.getLogger(__name__)


class CaseDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        site_of: One of the agent's sites.
        articles: Of a site, in a language.
        backend: Where cases are kept, None when the server has no place for them.
    """

    me: Callable[[], Agent]
    site_of: Callable[[SiteId], Site | None]
    articles: Callable[[SiteId, str], tuple[Article, ...]]
    backend: "Callable[[], PracticeBackend | None]"


class PracticeCaseList:
    """Fits `ui.ports.PracticeCasesDoor`; everything is on the loop's thread."""

    def __init__(self, doors: CaseDoors) -> None:
        self._doors = doors

    @property
    def may_write(self) -> bool:
        """Leads may make and remove cases, where the server keeps them; the server decides in the end."""
        return self._doors.me().role in {Role.SUPERVISOR, Role.ADMIN} and self._doors.backend() is not None

    async def all(self) -> "tuple[PracticeCase, ...] | None":
        """Return the cases of own sites, newest first; None when the server cannot be asked."""
        backend = self._doors.backend()
        if backend is None:
            return ()
        try:
            return (await backend.practice_cases()).cases
        except BackendError as error:
            _log.info("practice cases cannot be had now: %s", type(error).__name__)
            return None

    async def save(self, dialogue: "Dialogue") -> "PracticeCase | None":
        """Keep a case for the team; None when the server did not take it."""
        backend = self._doors.backend()
        if backend is None:
            return None
        try:
            return await backend.save_practice_case(dialogue)
        except BackendError as error:
            _log.info("a practice case is not saved: %s", type(error).__name__)
            return None

    async def remove(self, case_id: str) -> bool:
        """Remove a case; False when the server did not."""
        backend = self._doors.backend()
        if backend is None:
            return False
        try:
            await backend.remove_practice_case(case_id)
        except BackendError as error:
            _log.info("a practice case is not removed: %s", type(error).__name__)
            return False
        return True

    def case_of(self, opened: Opened, placeholders: "Mapping[FactKind, str]") -> "Dialogue":
        """Make a case of an earlier chat, its own facts replaced by these words.

        What the site says of itself in its articles stays.
        """
        from operator_console.desk.mix_ups import person_of
        from operator_console.domain.own_facts import mask_facts
        from operator_console.domain.practice_from_chat import case_of_chat

        conversation = opened.conversation
        site = self._doors.site_of(conversation.site_id)
        context = ChatContext(visitor=opened.visitor, visit=opened.visit)
        me = self._doors.me()
        names = (me.name, me.first_name, conversation.agent_name or "")
        person = person_of(conversation, context, site, opened.entries, tuple(name for name in names if name))
        language = self._language(opened, site)
        articles = self._doors.articles(conversation.site_id, language)
        keep = [text for article in articles for text in (article.body, *article.facts)]
        return case_of_chat(
            conversation,
            [entry.message for entry in opened.entries],
            opened.visit,
            partial(mask_facts, person=person, keep=keep, placeholders=placeholders),
            language=language,
        )

    def _language(self, opened: Opened, site: Site | None) -> str:
        spoken = (opened.visit.language or "")[:2].lower() if opened.visit is not None else ""
        return next((code for code in (spoken, site.language if site else "") if code in LANGUAGES), LANGUAGES[0])
