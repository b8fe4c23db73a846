"""A desk whose every text from outside is hostile, each marked with the field it came from; knows no screen."""

from datetime import date, timedelta
from typing import Any

from msgspec import structs

from operator_console.desk.state import Connection, ConnectionPhase, Delivery, Entry, ParkReason
from operator_console.domain.articles import Article
from operator_console.domain.conversations import (
    Attachment,
    Author,
    AuthorKind,
    ConversationState,
    MessageKind,
    PreviousChat,
    SystemLine,
)
from operator_console.domain.ids import ArticleKey, AttachmentId, ConversationId, VisitId, VisitorId
from operator_console.domain.mix_up import MixUp, MixUpKind
from operator_console.domain.people import Agent, Cart, CartItem, Device, DeviceKind, PageView, Site, Visit, Visitor
from operator_console.knowledge.values import Suggestion
from tests.fakes import fake_chats
from tests.fakes.fake_chats import Script
from tests.fakes.fake_desk import START, FakeDesk
from tests.fakes.fake_knowledge import FakeKnowledge

LURE = "file:///tmp/operator-console-lure.png"
"""A picture that exists during the test: markup that is rendered would open it."""

NAMES = (
    *("visitor_name", "message", "note", "agent_name", "site_name", "tag", "page_title", "file_name", "referrer"),
    *("search_words", "campaign", "model", "system", "browser", "cart_item", "custom_key", "custom_value", "currency"),
    *("first_text", "earlier_agent", "article_title", "article_summary", "fact", "owner", "server", "preview"),
    *("other_title", "reason", "language", "time_zone", "email", "my_name", "colleague", "found", "device", "path"),
)
"""Every field of the desk that holds text from outside; `marked` gives its hostile value."""

REORDERING = "\u202e"
TAIL = f'<b>&F&amp;%1%2%n</b><img src="{LURE}">'


def marked(field: str) -> str:
    """Return a hostile text that tells which field it was, behind characters that would reorder its neighbours."""
    return f"{REORDERING}{field}={TAIL}"


def hostile_site(text: "Texts") -> Site:
    """Return a site whose name is hostile."""
    return structs.replace(fake_chats.FIETSENWERELD, name=text("site_name"))


class Texts:
    """Gives the text of each field: marked, or the same nasty text everywhere."""

    def __init__(self, same: str | None = None) -> None:
        self._same = same

    def __call__(self, field: str) -> str:
        assert field in NAMES, field
        return marked(field) if self._same is None else self._same


class HostileDesk(FakeDesk):
    """Two open chats, one in the queue; every field that comes from outside is hostile.

    Args:
        same: This text in every field; None marks each field with its name.
    """

    def __init__(self, same: str | None = None) -> None:
        self.text = Texts(same)
        self.site = hostile_site(self.text)
        first = self._chat("cv_first", 1)
        second = self._chat("cv_second", 2)
        super().__init__([first, second, self._chat("cv_queued", None)])
        self.first, self.second = ConversationId("cv_first"), ConversationId("cv_second")
        self.files[AttachmentId("at_file")] = b"%PDF-1.7"
        self.devices.devices = (
            structs.replace(self.devices.devices[0], name=self.text("device")),
            structs.replace(self.devices.devices[-1], name=self.text("device")),
        )
        self._me = structs.replace(self._me, name=self.text("my_name"), first_name=self.text("my_name"))
        self._connection = Connection(phase=ConnectionPhase.LIVE, since=START, server=self.text("server"))
        articles = self.hostile_articles = self._articles()
        self.knowledge = FakeKnowledge(self.hub, self.recorded, articles)
        reason = (self.text("reason"), self.text("reason"))
        found = tuple(Suggestion(article=article, reason_words=reason, score=0.9) for article in articles)
        for conversation_id in (self.first, self.second):
            self.knowledge.suggest(conversation_id, found)

    @property
    def me(self) -> Agent:
        return self._me

    @property
    def sites(self) -> tuple[Site, ...]:
        return (self.site,)

    def mix_ups(self, conversation_id: ConversationId, text: str) -> tuple[MixUp, ...]:
        """Find everything of the other chat in any text."""
        whose = self.second if conversation_id == self.first else self.first
        return tuple(MixUp(kind=kind, found=self.text("found"), whose=whose) for kind in MixUpKind)

    def _articles(self) -> tuple[Article, ...]:
        body = (
            f"![picture]({LURE}) <img src='{LURE}'> [local]({LURE}) [js](javascript:alert(1))\n\n"
            f"<script>alert(1)</script><style>*{{font-size:200000px}}</style> {self.text('article_summary')}"
        )
        made = [
            Article(
                key=ArticleKey(f"hostile-{number}"),
                site_id=self.site.id,
                language="nl",
                title=self.text("article_title" if number == 0 else "other_title"),
                summary=self.text("article_summary"),
                body=body,
                facts=(self.text("fact"),),
                links=(ArticleKey("hostile-1"),) if number == 0 else (),
                tags=(self.text("tag"),),
                owner=self.text("owner"),
                review=date(2020, 1, 1),
                url="javascript:alert(1)",
            )
            for number in range(2)
        ]
        return tuple(made)

    def _chat(self, key: str, number: int | None) -> fake_chats.Chat:
        conversation_id = ConversationId(key)
        visitor = Visitor(
            id=VisitorId(f"vr_{key}"),
            site_id=self.site.id,
            number=1,
            name=self.text("visitor_name"),
            email=self.text("email"),
            conversations=1,
        )
        state: dict[str, Any] = {} if number is not None else {"state": ConversationState.QUEUED}
        return fake_chats.chat_of(
            conversation_id,
            self.site,
            visitor,
            self._visit(visitor),
            self._script(conversation_id, visitor),
            clock=fake_chats.waiting(START, 12),
            base=START,
            previous=(self._previous(key),),
            number=number,
            unread=1,
            preview=self.text("preview"),
            tags=(self.text("tag"),),
            **state,
        )

    def _visit(self, visitor: Visitor) -> Visit:
        text = self.text
        pages = tuple(
            PageView(url=LURE, title=text("page_title"), opened_at=START - timedelta(seconds=ago)) for ago in (90, 30)
        )
        return Visit(
            id=VisitId(f"vt_{visitor.id}"),
            visitor_id=visitor.id,
            site_id=self.site.id,
            started_at=START - timedelta(seconds=90),
            last_seen_at=START,
            referrer=text("referrer"),
            search_words=text("search_words"),
            campaign=text("campaign"),
            landing_url=LURE,
            pages=pages,
            device=Device(kind=DeviceKind.PHONE, model=text("model"), system=text("system"), browser=text("browser")),
            language=text("language"),
            time_zone=text("time_zone"),
            cart=Cart(
                currency=text("currency"), items=(CartItem(name=text("cart_item"), quantity=1, price_cents=100),)
            ),
            custom={text("custom_key"): text("custom_value")},
        )

    def _script(self, conversation_id: ConversationId, visitor: Visitor) -> Script:
        text = self.text
        file = Attachment(
            id=AttachmentId("at_file"), name=text("file_name"), content_type=text("file_name"), size_bytes=8
        )
        script = (
            Script(conversation_id, visitor, START)
            .line(SystemLine.PAGE_VIEWED, 60, title=text("page_title"), url=LURE)
            .line(SystemLine.ASSIGNED, 50, agent=text("agent_name"))
            .visitor(text("message"), 40)
            .visitor("", 30, kind=MessageKind.FILE, attachment=file)
            .note(text("note"), 20)
            .visitor("javascript:alert(1) https://xn--pple-43d.example/ https://bank.example@evil.example/", 12)
        )
        theirs = structs.replace(
            script.entries[2].message,
            author=Author(kind=AuthorKind.AGENT, id="ag_other", name=text("colleague")),
            pos=7,
        )
        script.entries.append(Entry(key=f"{conversation_id}-theirs", message=theirs))
        script.entries.append(
            Entry(
                key=f"{conversation_id}-parked",
                message=structs.replace(theirs, pos=0),
                delivery=Delivery.PARKED,
                park_reason=ParkReason.STALE,
                mine=True,
            )
        )
        return script

    def _previous(self, key: str) -> PreviousChat:
        return PreviousChat(
            conversation_id=ConversationId(f"{key}_before"),
            site_id=self.site.id,
            started_at=START - timedelta(days=3),
            closed_at=START - timedelta(days=3, minutes=-4),
            agent_name=self.text("earlier_agent"),
            tags=(self.text("tag"),),
            first_text=self.text("first_text"),
        )
