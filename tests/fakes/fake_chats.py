"""Made-up sites, people and chats for screens in tests and galleries; knows no desk and no screen."""

# ruff: noqa: ANN401  # keyword arguments are handed on to structs that check them
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, structs

from operator_console.desk.state import ChatContext, Delivery, Entry
from operator_console.domain.articles import Article
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Outcome,
    PreviousChat,
    SystemLine,
    WrapUp,
)
from operator_console.domain.ids import (
    AgentId,
    ArticleKey,
    ClientId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import (
    Agent,
    AgentStatus,
    Cart,
    CartItem,
    Device,
    DeviceKind,
    LineState,
    PageView,
    Site,
    Visit,
    Visitor,
)
from operator_console.domain.response_clock import ClockTargets, ResponseClock

KNOWLEDGE = Path(__file__).resolve().parents[2] / "resources" / "knowledge"
ME = AgentId("ag_sanne")
TARGETS = ClockTargets()

FIETSENWERELD = Site(
    id=SiteId("fietsenwereld"),
    name="Fietsenwereld",
    base_url="https://fietsenwereld.example",
    department_id=DepartmentId("dp_fiets"),
    origins=("https://fietsenwereld.example",),
)
SKYJUMP = Site(
    id=SiteId("skyjump"),
    name="Skyjump",
    base_url="https://skyjump.example",
    colour="#d9480f",
    department_id=DepartmentId("dp_sky"),
    origins=("https://skyjump.example",),
)
SITES = (FIETSENWERELD, SKYJUMP)
SANNE = Agent(
    id=ME,
    account="sanne",
    name="Sanne Vermeer",
    first_name="Sanne",
    departments=(DepartmentId("dp_fiets"), DepartmentId("dp_sky")),
    capacity=5,
    status=AgentStatus.ONLINE,
)

MARIEKE = ConversationId("cv_marieke")
BEZOEKER = ConversationId("cv_4812")
YOUSSEF = ConversationId("cv_youssef")
ANNA = ConversationId("cv_anna")
QUEUED = ConversationId("cv_queued")
EMILY = ConversationId("cv_emily")


class Chat(Struct, kw_only=True):
    """Everything about one made-up chat, free to be changed."""

    conversation: Conversation
    site: Site
    context: ChatContext
    older: list[Entry] = []
    entries: list[Entry] = []
    number: int | None = None
    unread: int = 0
    preview: str = ""
    has_draft: bool = False


class Script:
    """Writes the messages of one chat in order."""

    def __init__(self, conversation_id: ConversationId, visitor: Visitor, base: datetime, pos: int = 0) -> None:
        self._conversation_id = conversation_id
        self._visitor = visitor
        self._base = base
        self._pos = pos
        self.entries: list[Entry] = []

    def visitor(self, text: str, ago_s: float, **more: Any) -> "Script":
        """Add a message of the visitor."""
        name = self._visitor.name or ""
        return self._add(text, ago_s, Author(kind=AuthorKind.VISITOR, id=self._visitor.id, name=name), **more)

    def agent(self, text: str, ago_s: float, delivery: Delivery = Delivery.READ, **more: Any) -> "Script":
        """Add a message of the signed-in agent."""
        author = Author(kind=AuthorKind.AGENT, id=ME, name=SANNE.name)
        return self._add(text, ago_s, author, delivery=delivery, mine=True, **more)

    def note(self, text: str, ago_s: float) -> "Script":
        """Add a note for the team."""
        return self.agent(text, ago_s, Delivery.STORED, kind=MessageKind.NOTE)

    def line(self, key: SystemLine, ago_s: float, **values: str) -> "Script":
        """Add a system line."""
        author = Author(kind=AuthorKind.SYSTEM)
        return self._add("", ago_s, author, kind=MessageKind.SYSTEM, system=key, values=values)

    def _add(
        self,
        text: str,
        ago_s: float,
        author: Author,
        *,
        delivery: Delivery = Delivery.STORED,
        mine: bool = False,
        kind: MessageKind = MessageKind.TEXT,
        **more: Any,
    ) -> "Script":
        self._pos += 1
        key = f"{self._conversation_id}-{self._pos}"
        message = Message(
            id=MessageId(f"ms_{key}"),
            conversation_id=self._conversation_id,
            pos=self._pos,
            kind=kind,
            author=author,
            sent_at=self._base - timedelta(seconds=ago_s),
            text=text,
            client_id=ClientId(key),
            **more,
        )
        self.entries.append(Entry(key=key, message=message, delivery=delivery, mine=mine))
        return self


def waiting(base: datetime, waited_s: float) -> ResponseClock:
    """Return a clock that has run for `waited_s` at `base`."""
    return ResponseClock(answered=True).visitor_wrote(base - timedelta(seconds=waited_s), TARGETS)


def chat_of(  # one made-up person takes many words
    conversation_id: ConversationId,
    site: Site,
    visitor: Visitor,
    visit: Visit,
    script: Script,
    *,
    clock: ResponseClock,
    base: datetime,
    started_s: float = 600.0,
    previous: tuple[PreviousChat, ...] = (),
    **more: Any,
) -> Chat:
    """Put a chat together; `more` goes to `Chat`."""
    seen = [e.message for e in script.entries if e.message.kind in {MessageKind.TEXT, MessageKind.FILE}]
    state = more.pop("state", ConversationState.ASSIGNED)
    owned = state is not ConversationState.QUEUED
    conversation = Conversation(
        id=conversation_id,
        site_id=site.id,
        department_id=site.department_id,
        visitor_id=visitor.id,
        visit_id=visit.id,
        state=state,
        started_at=base - timedelta(seconds=started_s),
        visitor_number=visitor.number,
        visitor_name=visitor.name,
        agent_id=ME if owned else None,
        agent_name=SANNE.first_name if owned else None,
        last_pos=script.entries[-1].message.pos if script.entries else 0,
        last_text=seen[-1].text[:200] if seen else "",
        last_author=seen[-1].author.kind if seen else AuthorKind.VISITOR,
        last_message_at=seen[-1].sent_at if seen else None,
        clock=clock,
        tags=more.pop("tags", ()),
        version=1,
    )
    context = ChatContext(visitor=visitor, visit=visit, previous=previous)
    return Chat(conversation=conversation, site=site, context=context, entries=script.entries, **more)


def pages_of(site: Site, base: datetime, *pages: tuple[str, str, float]) -> tuple[PageView, ...]:
    """Return a page trail from (path, title, opened that many seconds ago)."""
    views = []
    for index, (path, title, ago_s) in enumerate(pages):
        left = base - timedelta(seconds=pages[index + 1][2]) if index + 1 < len(pages) else None
        opened = base - timedelta(seconds=ago_s)
        views.append(PageView(url=f"{site.base_url}{path}", title=title, opened_at=opened, left_at=left))
    return tuple(views)


def mockup_chats(base: datetime) -> list[Chat]:
    """Return the five chats of the mockup as they stand at `base`."""
    return [_youssef(base), _marieke(base), _bezoeker(base), _anna(base), _queued(base)]


def _marieke(base: datetime) -> Chat:
    visitor = Visitor(
        id=VisitorId("vr_marieke"), site_id=FIETSENWERELD.id, number=4711, name="Marieke de Boer",
        email="marieke.deboer@voorbeeld.example", first_seen_at=base - timedelta(days=400), visits=3, conversations=2,
    )  # fmt: skip
    visit = Visit(
        id=VisitId("vt_marieke"), visitor_id=visitor.id, site_id=FIETSENWERELD.id,
        started_at=base - timedelta(seconds=252), last_seen_at=base,
        referrer="https://www.google.nl/search?q=tour+500", search_words="tour 500", campaign="najaar-e-bikes",
        landing_url=f"{FIETSENWERELD.base_url}/fietsen/tour-500?utm_campaign=najaar-e-bikes",
        pages=pages_of(
            FIETSENWERELD, base, ("/fietsen/tour-500", "E-bike Tour 500", 252), ("/fietsen", "Alle fietsen", 221),
            ("/fietsen/tour-500", "E-bike Tour 500", 204), ("/help/framemaat-kiezen", "Framemaat kiezen", 170),
            ("/fietsen/tour-500", "E-bike Tour 500", 143), ("/winkelwagen", "Winkelwagen", 90),
        ),
        device=Device(kind=DeviceKind.PHONE, model="iPhone", system="iOS 19", browser="Safari"),
        language="nl-NL", time_zone="Europe/Amsterdam",
        cart=Cart(items=(CartItem(name="E-bike Tour 500 maat 50", quantity=1, price_cents=184900),)),
        custom={"Klant sinds": "2023", "Klantnummer": "K-20931"},
    )  # fmt: skip
    script = (
        Script(MARIEKE, visitor, base)
        .line(SystemLine.PAGE_VIEWED, 200, title="E-bike Tour 500", url=f"{FIETSENWERELD.base_url}/fietsen/tour-500")
        .visitor("Hoi! Ik heb vorige week de Tour 500 besteld maar hij is te groot 😕", 150)
        .line(SystemLine.ASSIGNED, 149, agent="Sanne")
        .agent(
            "Goedemiddag Marieke, wat vervelend dat de maat niet klopt! Ik kijk even met je mee. "
            "Wil je hem ruilen of liever terugsturen?",
            138,
            reply_s=12.0,
        )
        .note("maat 54 is volgende week weer op voorraad.", 90)
        .visitor("Liever retour. Kan ik hem ook in de winkel retourneren?", 19)
        .visitor("En hoe zit het met de retourvoorwaarden als ik al heb gefietst?", 6)
    )
    previous = (
        PreviousChat(
            conversation_id=ConversationId("cv_marieke_2"), site_id=FIETSENWERELD.id,
            started_at=base - timedelta(days=11), closed_at=base - timedelta(days=11, minutes=-9), agent_name="Sanne",
            outcome=Outcome.SOLVED, tags=("bestelling",), first_text="Wanneer wordt mijn Tour 500 bezorgd?",
        ),
        PreviousChat(
            conversation_id=ConversationId("cv_marieke_1"), site_id=FIETSENWERELD.id,
            started_at=base - timedelta(days=212), closed_at=base - timedelta(days=212, minutes=-4), agent_name="Bram",
            outcome=Outcome.SALE, tags=("advies", "e-bike"), first_text="Which e-bike fits a height of 1.68 m?",
        ),
    )  # fmt: skip
    return chat_of(
        MARIEKE, FIETSENWERELD, visitor, visit, script, clock=waiting(base, 19), base=base, previous=previous,
        number=1, unread=2, preview="hij heeft maar 3 km op de teller en…", tags=("retour",),
    )  # fmt: skip


def _bezoeker(base: datetime) -> Chat:
    visitor = Visitor(id=VisitorId("vr_4812"), site_id=SKYJUMP.id, number=4812)
    visit = Visit(
        id=VisitId("vt_4812"), visitor_id=visitor.id, site_id=SKYJUMP.id, started_at=base - timedelta(seconds=71),
        last_seen_at=base, landing_url=f"{SKYJUMP.base_url}/tandemsprong",
        pages=pages_of(SKYJUMP, base, ("/tandemsprong", "Tandemsprong", 71)),
        device=Device(kind=DeviceKind.DESKTOP, system="Windows 11", browser="Firefox 144"),
    )  # fmt: skip
    script = Script(BEZOEKER, visitor, base).visitor("Zit de fotoreportage bij de prijs in?", 7)
    return chat_of(
        BEZOEKER, SKYJUMP, visitor, visit, script, clock=waiting(base, 7), base=base, started_s=7, number=2, unread=1
    )


def _youssef(base: datetime) -> Chat:
    visitor = Visitor(id=VisitorId("vr_youssef"), site_id=FIETSENWERELD.id, number=4809, name="Youssef", visits=1)
    visit = Visit(
        id=VisitId("vt_youssef"), visitor_id=visitor.id, site_id=FIETSENWERELD.id,
        started_at=base - timedelta(seconds=540), last_seen_at=base,
        pages=pages_of(FIETSENWERELD, base, ("/", "Fietsenwereld", 540), ("/account", "Mijn bestellingen", 400)),
        device=Device(kind=DeviceKind.TABLET, model="Galaxy Tab S10", system="Android 16", browser="Chrome 141"),
        language="nl", time_zone="Europe/Amsterdam", line=LineState.AWAY,
    )  # fmt: skip
    script = (
        Script(YOUSSEF, visitor, base)
        .visitor("Dag, mijn bestelling staat al drie dagen op onderweg.", 240)
        .agent("Dag Youssef, dat zoek ik graag voor je uit. Heb je het ordernummer bij de hand?", 225, reply_s=15.0)
        .visitor("Even zoeken.", 38)
    )
    return chat_of(
        YOUSSEF, FIETSENWERELD, visitor, visit, script, clock=waiting(base, 38), base=base, number=3,
        preview="ik heb het ordernummer hier, het is…",
    )  # fmt: skip


def _anna(base: datetime) -> Chat:
    visitor = Visitor(
        id=VisitorId("vr_anna"), site_id=SKYJUMP.id, number=4790, name="Anna Jansen", email=None, visits=2
    )
    visit = Visit(
        id=VisitId("vt_anna"), visitor_id=visitor.id, site_id=SKYJUMP.id, started_at=base - timedelta(seconds=900),
        last_seen_at=base, referrer="https://nieuws.example/uitjes/springen",
        pages=pages_of(SKYJUMP, base, ("/", "Skyjump", 900), ("/boeken", "Boeken", 300)),
        device=Device(kind=DeviceKind.DESKTOP, system="macOS 26", browser="Safari 26"),
        language="nl", time_zone="Europe/Amsterdam",
        cart=Cart(items=(CartItem(name="Tandemsprong", quantity=2, price_cents=27900),)),
    )  # fmt: skip
    script = (
        Script(ANNA, visitor, base)
        .visitor("Hoe lang duurt zo'n sprong eigenlijk?", 75)
        .agent("De sprong duurt ongeveer 6 minuten, waarvan 50 seconden vrije val.", 60, reply_s=14.8)
    )
    return chat_of(ANNA, SKYJUMP, visitor, visit, script, clock=ResponseClock(answered=True), base=base, number=4)


def _queued(base: datetime) -> Chat:
    visitor = Visitor(id=VisitorId("vr_4815"), site_id=FIETSENWERELD.id, number=4815)
    visit = Visit(
        id=VisitId("vt_4815"), visitor_id=visitor.id, site_id=FIETSENWERELD.id, started_at=base - timedelta(seconds=95),
        last_seen_at=base, pages=pages_of(FIETSENWERELD, base, ("/betalen", "Betalen", 40)), language="nl",
    )  # fmt: skip
    script = Script(QUEUED, visitor, base).visitor("Hallo, is er iemand?", 6)
    return chat_of(
        QUEUED, FIETSENWERELD, visitor, visit, script, clock=waiting(base, 6), base=base, started_s=6,
        state=ConversationState.QUEUED,
    )  # fmt: skip


def emily(base: datetime) -> Chat:
    """Return an English chat."""
    visitor = Visitor(
        id=VisitorId("vr_emily"), site_id=SKYJUMP.id, number=4820, name="Emily Carter",
        email="emily.carter@example.org", visits=1,
    )  # fmt: skip
    visit = Visit(
        id=VisitId("vt_emily"), visitor_id=visitor.id, site_id=SKYJUMP.id, started_at=base - timedelta(seconds=180),
        last_seen_at=base, referrer="https://duckduckgo.com/", language="en-GB", time_zone="Europe/London",
        pages=pages_of(SKYJUMP, base, ("/en/", "Skyjump", 180), ("/en/weather", "Weather", 30)),
        device=Device(kind=DeviceKind.PHONE, model="Pixel 10", system="Android 16", browser="Chrome 141"),
    )  # fmt: skip
    script = (
        Script(EMILY, visitor, base)
        .visitor("Hi there, what happens when the weather is bad on the day of my jump?", 12)
        .visitor("Do I get my money back?", 4)
    )
    return chat_of(EMILY, SKYJUMP, visitor, visit, script, clock=waiting(base, 12), base=base, number=5, unread=2)


def earlier_chat(previous: PreviousChat, visitor: Visitor) -> tuple[Conversation, tuple[Entry, ...]]:
    """Return the whole of an earlier conversation."""
    script = Script(previous.conversation_id, visitor, previous.started_at)
    script.visitor(previous.first_text, -1).line(SystemLine.ASSIGNED, -2, agent=previous.agent_name or "")
    script.agent(f"Goedemiddag {visitor.name or ''}, dat zoek ik voor je op.", -12, reply_s=11.0)
    script.visitor("Dank je wel!", -180).line(SystemLine.WRAPPED_UP, -240)
    conversation = Conversation(
        id=previous.conversation_id,
        site_id=previous.site_id,
        department_id=FIETSENWERELD.department_id,
        visitor_id=visitor.id,
        visit_id=VisitId("vt_earlier"),
        state=ConversationState.CLOSED,
        started_at=previous.started_at,
        closed_at=previous.closed_at,
        visitor_number=visitor.number,
        visitor_name=visitor.name,
        agent_name=previous.agent_name,
        last_pos=len(script.entries),
        tags=previous.tags,
        wrap_up=WrapUp(outcome=previous.outcome, tags=previous.tags) if previous.outcome else None,
    )
    return conversation, tuple(structs.replace(entry, mine=False) for entry in script.entries)


@lru_cache(maxsize=1)
def sample_articles() -> tuple[Article, ...]:
    """Return the sample knowledge of the product; empty when there is none."""
    bases = {site.id: site.base_url for site in SITES}
    articles = []
    for path in sorted(KNOWLEDGE.glob("*/*/*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        review = meta.get("review")
        articles.append(
            Article(
                key=ArticleKey(meta["key"]),
                site_id=SiteId(meta["site"]),
                language=meta["language"],
                title=meta["title"],
                summary=meta["summary"],
                body=body.strip(),
                facts=tuple(meta.get("facts") or ()),
                synonyms=tuple(meta.get("synonyms") or ()),
                links=tuple(ArticleKey(key) for key in meta.get("links") or ()),
                tags=tuple(meta.get("tags") or ()),
                owner=meta.get("owner") or "",
                review=review if isinstance(review, date) else None,
                url=f"{bases[SiteId(meta['site'])]}/help/{meta['key']}",
                version=1,
            )
        )
    return tuple(articles)
