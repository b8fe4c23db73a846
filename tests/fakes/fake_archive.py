"""An archive that exists in memory only, for screens in tests and galleries."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import structs

from operator_console.desk.archived import ArchivedOpened
from operator_console.desk.state import Entry, Opened
from operator_console.domain.archive import (
    ArchiveComment,
    ArchiveHit,
    ArchiveOrder,
    ArchiveQuery,
    ReplyTime,
    Snippet,
    SnippetSource,
    UsedTag,
)
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Outcome,
    WrapUp,
)
from operator_console.domain.ids import (
    AgentId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import Visitor
from operator_console.domain.query_words import excerpt, terms_of, told_apart
from operator_console.protocol.archive import ArchiveChoices, ArchivePage, ExportArchive, ExportedChat
from tests.fakes.fake_chats import SANNE, SITES

NOW = datetime(2026, 10, 14, 12, 5, 40, tzinfo=UTC)
PAGE = 5
Told = tuple[str, str]
"""Who says it (v, a or n for a note), and what."""


def archived(number: int, *told: Told, name: str | None = "Marieke de Boer", **values: object) -> Opened:
    """Return a made-up chat that ended `number` hours ago; `values` are of its conversation."""
    chat_id, began = ConversationId(f"cv_{number}"), NOW - timedelta(hours=number)
    authors = {
        "v": (AuthorKind.VISITOR, f"vs_{number}", name or ""),
        "a": (AuthorKind.AGENT, str(SANNE.id), SANNE.name),
        "n": (AuthorKind.AGENT, str(SANNE.id), SANNE.name),
    }
    messages = [
        Message(
            id=MessageId(f"ms_{number}_{pos}"),
            conversation_id=chat_id,
            pos=pos,
            kind=MessageKind.NOTE if who == "n" else MessageKind.TEXT,
            author=Author(kind=authors[who][0], id=authors[who][1], name=authors[who][2]),
            sent_at=began + timedelta(seconds=20 * pos),
            text=text,
        )
        for pos, (who, text) in enumerate(told, 1)
    ]
    conversation = Conversation(
        id=chat_id,
        site_id=SITES[0].id,
        department_id=DepartmentId("service"),
        visitor_id=VisitorId(f"vs_{number}"),
        visit_id=VisitId(f"vt_{number}"),
        state=ConversationState.CLOSED,
        started_at=began,
        closed_at=began + timedelta(minutes=4),
        visitor_number=4000 + number,
        visitor_name=name,
        agent_id=SANNE.id,
        agent_name=SANNE.name,
        last_pos=len(messages),
    )
    entries = tuple(Entry(key=message.id, message=message) for message in messages)
    visitor = Visitor(id=conversation.visitor_id, site_id=conversation.site_id, number=4000 + number, name=name)
    return Opened(conversation=structs.replace(conversation, **values), visitor=visitor, entries=entries)


def sample_chats() -> tuple[Opened, ...]:
    """Return chats as a shop has them."""
    return (
        archived(
            2,
            ("v", "Past het fietszitje ook op een stadsfiets zonder bagagedrager?"),
            ("a", "Dag Marieke! Dit zitje klemt om de zadelbuis, dus een bagagedrager is niet nodig."),
            ("n", "Klant twijfelde over de buisdikte: 28 tot 40 mm."),
            ("v", "Top, dan bestel ik hem."),
            wrap_up=WrapUp(outcome=Outcome.SALE, tags=("fietszitje",), note="Bestelt vandaag.", value_cents=8995),
            tags=("fietszitje", "maat"),
        ),
        archived(
            5,
            ("v", "Mijn pakket zou gisteren komen, waar blijft het?"),
            ("a", "Ik kijk het meteen na."),
            ("a", "Het ligt bij het afhaalpunt in de Dorpsstraat."),
            name="Youssef El Amrani",
            wrap_up=WrapUp(outcome=Outcome.SOLVED, tags=("levering",)),
            tags=("levering",),
            agent_id=AgentId("ag_daan"),
            agent_name="Daan Mulder",
        ),
        archived(
            26,
            ("v", "Hallo? Is daar iemand?"),
            name=None,
            wrap_up=WrapUp(outcome=Outcome.NO_ANSWER),
            agent_id=None,
            agent_name=None,
            site_id=SITES[-1].id,
        ),
        archived(
            30,
            ("v", "Kan ik mijn zadel ruilen? Ik heb het één keer gebruikt."),
            ("a", "Ruilen kan binnen 30 dagen, ook als het gemonteerd is geweest."),
            name="Hélène Jansen",
            wrap_up=WrapUp(outcome=Outcome.FOLLOW_UP, tags=("retour", "zadel"), note="Retourlabel nasturen."),
            tags=("retour", "zadel"),
        ),
    )


class FakeArchive:
    """Fits `ui.ports.ArchiveDoor`; looks words up in its chats, newest first.

    Attributes:
        can_search: The page is there.
        reachable: False answers nothing, as without a connection.
        chats: What is in it.
        said: Comments by chat.
        late: How many late replies a chat had.
        asked: Every query.
    """

    def __init__(self) -> None:
        self.can_search = True
        self.reachable = True
        self.unread = 0
        self.may_export = True
        self.may_remove = False
        self.building = 0
        self.chats: list[Opened] = list(sample_chats())
        self.said: dict[ConversationId, list[ArchiveComment]] = {}
        self.late: dict[ConversationId, int] = {ConversationId("cv_5"): 1}
        self.asked: list[ArchiveQuery] = []
        self._made = 0

    def say(self, chat: str, name: str, text: str, *, mine: bool = False) -> ArchiveComment:
        """Let a colleague have said something."""
        self._made += 1
        comment = ArchiveComment(
            id=f"ac_{self._made}",
            conversation_id=ConversationId(chat),
            author_id=SANNE.id if mine else AgentId("ag_other"),
            author_name=name,
            at=NOW - timedelta(minutes=50 - self._made),
            text=text,
        )
        self.said.setdefault(comment.conversation_id, []).append(comment)
        return comment

    async def choices(self) -> ArchiveChoices | None:
        if not self.reachable:
            return None
        tags = [(chat.conversation.site_id, tag) for chat in self.chats for tag in chat.conversation.tags]
        return ArchiveChoices(
            tags=tuple(UsedTag(site_id=SiteId(site), tag=tag, chats=1) for site, tag in dict.fromkeys(tags)),
            agents=(SANNE, structs.replace(SANNE, id=AgentId("ag_daan"), account="daan", name="Daan Mulder")),
            may_export=self.may_export,
            may_remove=self.may_remove,
        )

    async def tags_of(self, site_id: SiteId) -> tuple[str, ...]:
        found = (tag for chat in self.chats if chat.conversation.site_id == site_id for tag in chat.conversation.tags)
        return tuple(dict.fromkeys(found)) if self.reachable else ()

    async def search(self, query: ArchiveQuery, cursor: str = "") -> ArchivePage | None:
        self.asked.append(query)
        if not self.reachable:
            return None
        found = [hit for chat in self.chats if (hit := self._hit(chat, query)) is not None]
        if query.order is ArchiveOrder.BEST:
            found.reverse()
        start = int(cursor or 0)
        following = str(start + PAGE) if start + PAGE < len(found) else ""
        count = None if cursor else len(found)
        return ArchivePage(hits=tuple(found[start : start + PAGE]), next=following, count=count, building=self.building)

    async def open(self, conversation_id: ConversationId) -> ArchivedOpened | None:
        found = next((chat for chat in self.chats if chat.conversation.id == conversation_id), None)
        if found is None or not self.reachable:
            return None
        return ArchivedOpened(
            opened=found, comments=tuple(self.said.get(conversation_id, ())), replies=self._replies(found)
        )

    async def older(self, _conversation_id: ConversationId, _before: int) -> tuple[tuple[Entry, ...], bool] | None:
        return ((), False) if self.reachable else None

    async def comments(self, conversation_id: ConversationId) -> tuple[ArchiveComment, ...] | None:
        return tuple(self.said.get(conversation_id, ())) if self.reachable else None

    async def comment(self, conversation_id: ConversationId, text: str) -> ArchiveComment | None:
        return self.say(conversation_id, SANNE.name, text, mine=True) if self.reachable else None

    async def edit_comment(self, comment_id: str, text: str) -> ArchiveComment | None:
        return self._change(comment_id, text=text, edited_at=NOW)

    async def remove_comment(self, comment_id: str) -> bool:
        return self._change(comment_id, text="", removed=True) is not None

    async def export(self, wish: ExportArchive, sink: Callable[[bytes], None]) -> bool:
        for chat in self.chats:
            hit = self._hit(chat, wish.query) if wish.query is not None else None
            if hit is not None or chat.conversation.id in wish.conversation_ids:
                line = ExportedChat(
                    conversation=chat.conversation,
                    visitor=chat.visitor,
                    messages=tuple(entry.message for entry in chat.entries),
                    comments=tuple(self.said.get(chat.conversation.id, ())),
                    replies=self._replies(chat),
                )
                sink(msgspec.json.encode(line) + b"\n")
        return self.reachable

    def _change(self, comment_id: str, **values: object) -> ArchiveComment | None:
        if not self.reachable:
            return None
        for comments in self.said.values():
            for at, comment in enumerate(comments):
                if comment.id == comment_id:
                    comments[at] = structs.replace(comment, **values)
                    return comments[at]
        return None

    def _replies(self, chat: Opened) -> tuple[ReplyTime, ...]:
        late = bool(self.late.get(chat.conversation.id))
        asked = chat.conversation.started_at
        if chat.conversation.agent_id is None:
            return ()
        times = (41.0 if late else 12.0, 24.0)
        return tuple(
            ReplyTime(
                asked_at=asked,
                answered_at=asked + timedelta(seconds=waited_s),
                waited_s=waited_s,
                limit_s=30.0,
                agent_id=chat.conversation.agent_id,
                first=not place,
            )
            for place, waited_s in enumerate(times)
        )

    def _hit(self, chat: Opened, query: ArchiveQuery) -> ArchiveHit | None:
        conversation = chat.conversation
        late, said = self.late.get(conversation.id, 0), self.said.get(conversation.id, [])
        outcome = conversation.wrap_up.outcome if conversation.wrap_up is not None else None
        wrong = (
            (query.site_id not in {None, conversation.site_id})
            or (query.agent_id not in {None, conversation.agent_id})
            or (query.visitor_id not in {None, conversation.visitor_id})
            or (query.outcome not in {None, outcome})
            or (query.since is not None and conversation.started_at < query.since)
            or (query.until is not None and conversation.started_at >= query.until)
            or not set(query.tags) <= set(conversation.tags)
            or (query.late and not late)
            or (query.commented and not said)
        )
        if wrong:
            return None
        terms = terms_of(query.text)
        texts = [entry.message for entry in chat.entries]
        found = next((message for message in texts if terms and told_apart(message.text, terms) == len(terms)), None)
        if terms and found is None:
            return None
        snippet = None
        if found is not None:
            shown = excerpt(found.text, terms)
            source = SnippetSource.NOTE if found.kind is MessageKind.NOTE else SnippetSource.MESSAGE
            snippet = Snippet(text=shown.text, marks=shown.marks, source=source, pos=found.pos)
        first = texts[0].text if texts else ""
        return ArchiveHit(conversation=conversation, first_text=first, late=late, comments=len(said), snippet=snippet)
