"""What the mix-up guard knows of the open chats: names, orders from messages, fields and pages, and what was said."""

from datetime import UTC, datetime

from operator_console.desk.inbox import Inbox
from operator_console.desk.mix_ups import MixUps
from operator_console.desk.state import ChatContext
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent, PageView, Site, Visit, Visitor

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ME = Agent(id=AgentId("ag"), account="a", name="Sanne Vermeer", first_name="Sanne")
SITE = Site(id=SiteId("st"), name="Fietsenwereld", base_url="https://fietsenwereld.example")


def conversation(name: str, visitor: str) -> Conversation:
    return Conversation(
        id=ConversationId(name), site_id=SITE.id, department_id=DepartmentId("dp"), visitor_id=VisitorId(visitor),
        visit_id=VisitId(f"vt_{name}"), state=ConversationState.ASSIGNED, agent_id=ME.id, started_at=AT, version=1,
    )  # fmt: skip


def message(chat: str, pos: int, text: str, kind: AuthorKind = AuthorKind.VISITOR) -> Message:
    return Message(
        id=MessageId(f"ms_{chat}_{pos}"), conversation_id=ConversationId(chat), pos=pos, kind=MessageKind.TEXT,
        author=Author(kind=kind, name="Bram Visser" if kind is AuthorKind.AGENT else ""), sent_at=AT, text=text,
    )  # fmt: skip


def test_orders_come_from_messages_fields_and_pages_of_the_other_open_chats() -> None:
    inbox = Inbox(ME.id)
    for name in ("cv_1", "cv_2", "cv_3"):
        inbox.apply(conversation(name, f"vr_{name}"))
    guard = MixUps(inbox.chats, lambda _conversation: SITE, lambda: ME)
    one, two = ConversationId("cv_1"), ConversationId("cv_2")
    text = "Bestelling 48213, FW-2024-001 en 99881 zijn onderweg"
    assert guard.find(one, text) == ()
    inbox.chats[two].transcript.put(message("cv_2", 1, "mijn bestelnummer is 48213"))
    assert [found.found for found in guard.find(one, text)] == ["48213"]
    visit = Visit(
        id=VisitId("vt"), visitor_id=VisitorId("vr_cv_3"), site_id=SITE.id, started_at=AT, last_seen_at=AT,
        custom={"order_number": "FW-2024-001"},
        pages=(PageView(url="https://fietsenwereld.example/orders/99881", title="", opened_at=AT),),
    )  # fmt: skip
    inbox.chats[ConversationId("cv_3")].context = ChatContext(visit=visit)
    assert [found.found for found in guard.find(one, text)] == ["48213", "FW-2024-001"]
    inbox.chats[one].transcript.put(message("cv_1", 1, "het gaat om 48213", AuthorKind.VISITOR))
    assert [found.found for found in guard.find(one, text)] == ["FW-2024-001"]
    inbox.chats[ConversationId("cv_3")].ended = True
    assert guard.find(one, text) == ()


def test_names_are_as_corrected_and_the_same_visitors_other_chat_is_theirs() -> None:
    inbox = Inbox(ME.id)
    inbox.apply(conversation("cv_1", "vr_1"))
    inbox.apply(conversation("cv_2", "vr_2"))
    guard = MixUps(inbox.chats, lambda _conversation: SITE, lambda: ME)
    visitor = Visitor(id=VisitorId("vr_2"), site_id=SITE.id, number=1, name="Tjitske Hofstra", email="tj@post.example")
    inbox.chats[ConversationId("cv_2")].context = ChatContext(visitor=visitor)
    found = guard.find(ConversationId("cv_1"), "Dag Tjitske, tj@post.example. Groet, Sanne")
    assert [one.found for one in found] == ["tj@post.example", "Tjitske"]
    inbox.apply(conversation("cv_3", "vr_2"))
    assert guard.find(ConversationId("cv_3"), "Dag Tjitske") == ()
