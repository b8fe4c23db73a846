"""Asking a visitor whether a page may open, and what they answer; no socket, no SQL."""

from urllib.parse import unquote, urlsplit

from msgspec import Struct

from operator_console.domain.conversations import ConversationState, PageAsked, SystemLine
from operator_console.domain.ids import new_id
from operator_console.domain.links import MAX_LINK_CHARS, is_safe_url, shown_host
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.frames import Refusal
from operator_console.protocol.pages import PageAnswer, PushPage
from operator_console.server.authorise import Action, AgentActor, VisitorActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.article_card import card_in
from operator_console.server.works.handling import write_line
from operator_console.server.works.leading import may_speak

_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)


def may_be_shown(url: str, site: Site, server: str) -> bool:
    """Tell whether an address is a page of the site itself: of its origins, or its part of the server's help page.

    Args:
        server: The server's own address.
    """
    if not is_safe_url(url) or clean_line(url, MAX_LINK_CHARS) != url:
        return False  # invisible characters would show another address than the one that opens
    parts = urlsplit(url)
    if parts.scheme.lower() not in {"http", "https"} or not shown_host(url):
        return False
    own = {_origin(address) for address in (*site.origins, site.base_url)}
    in_help = parts.path.startswith(f"/help/{site.id}/") and ".." not in unquote(parts.path)
    on_help_page = bool(server) and _origin(url) == _origin(server) and in_help
    return _origin(url) in own or on_help_page


class AskPage(Struct, frozen=True):
    """Ask the visitor; address and title were cleaned at the door."""

    actor: AgentActor
    request: PushPage
    server: str = ""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Put the question, in the place of an earlier one."""
        request = self.request
        conversation = unit.conversation(request.conversation_id)
        agent = unit.directory.agents.get(self.actor.agent_id)
        if conversation is None or agent is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if not (authorise(self.actor, Action.WRITE, conversation) or may_speak(self.actor, conversation)):
            return _NOT_FOUND
        if conversation.state is not ConversationState.ASSIGNED:
            return Refused(reason=Refusal.CLOSED)
        site = unit.directory.sites.get(conversation.site_id)
        if site is None or not may_be_shown(request.url, site, self.server):
            return Refused(reason=Refusal.INVALID)
        known = card_in(unit, site.id, request.url, self.server)
        title = known.get("title") or request.title or shown_host(request.url)
        asked = PageAsked(id=new_id("pa"), url=request.url, title=title, at=unit.now, by=agent.first_name)
        values = {"agent": agent.first_name, "title": title, "url": request.url}
        write_line(unit, conversation, SystemLine.PAGE_ASKED, values, hidden=False, page_asked=asked)
        return Changed()


class AnswerPage(Struct, frozen=True):
    """Take over what the visitor answers; the page itself is opened by their browser."""

    actor: VisitorActor
    request: PageAnswer

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Note it for the agent; the question is gone in all tabs."""
        conversation = unit.open_conversation_of(self.actor.visitor_id)
        if conversation is None or not authorise(self.actor, Action.WRITE, conversation):
            return _NOT_FOUND
        asked = conversation.page_asked
        if asked is None or asked.id != self.request.id:
            return _NOT_FOUND
        line = SystemLine.PAGE_OPENED if self.request.yes else SystemLine.PAGE_DECLINED
        values = {"title": asked.title, "url": asked.url}
        write_line(unit, conversation, line, values, hidden=False, page_asked=None)
        return Changed()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
