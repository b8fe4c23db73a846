"""Measures the archive: searches among 100,000 transcripts, asked of the real server over HTTP as people ask.

Chats are made of lines that people wrote in the practice dialogues, with words of a long tail among them (compounds of
real words, names, order numbers), so that there are common, middling and rare words, and their beginnings.
"""

import asyncio
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import aiohttp
from msgspec import Struct
from sqlalchemy import insert

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
from operator_console.domain.people import Site, Visitor
from operator_console.domain.query_words import words_of
from operator_console.protocol import archive
from operator_console.server import ServerConfig
from operator_console.server.administration import new_agent, open_administration
from operator_console.server.store.archive_due import note_due
from operator_console.server.store.archive_index import document_of, write_documents
from operator_console.server.store.database import Database
from operator_console.server.store.directory import read_directory
from operator_console.server.store.rows import BulkStatement, Row, body_of, micros
from operator_console.server.store.tables import conversations, events, replies, visitors

CHATS = 100_000
AT_ONCE = 1_000
AGENTS, SITES, TAGS = 20, 4, 60
TAIL_WORDS = 40_000
EACH = 60
"""Searches of each kind."""
PASSWORD = "bench password"
START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
PRACTICE = Path(__file__).resolve().parents[1] / "resources" / "practice"
_SAID = re.compile(r'say: "([^"]+)"')
_EVENTS = BulkStatement(insert(events), ("stream", "pos", "at", "kind", "hidden", "sender", "client_id", "body"))
_CHATS = BulkStatement(
    insert(conversations),
    ("id", "site_id", "department_id", "visitor_id", "agent_id", "state", "started_at", "last_pos", "first_text",
     "owner_lost_at", "body"),
)  # fmt: skip
_REPLIES = BulkStatement(
    insert(replies),
    ("conversation_id", "site_id", "agent_id", "started_at", "stopped_at", "waited_s", "limit_s", "reason", "first"),
)
_VISITORS = BulkStatement(insert(visitors), ("id", "site_id", "number", "token_hash", "body"))


class Corpus:
    """What people say, and which words of it are how frequent."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        said = [line for path in sorted(PRACTICE.glob("*/*.yaml")) for line in _SAID.findall(path.read_text("utf-8"))]
        self._lines = said
        real = sorted({word for line in said for word in words_of(line) if len(word) > 3})
        tail: set[str] = set()
        while len(tail) < TAIL_WORDS:
            tail.add("".join(self.chance.sample(real, 2)))
        self._tail = sorted(tail)
        self._weights = list(itertools.accumulate(1 / (place + 5) for place in range(len(self._tail))))
        self.seen: Counter[str] = Counter()

    def chat(self) -> list[str]:
        """Return the lines of one chat."""
        lines = []
        for line in self.chance.sample(self._lines, self.chance.randint(5, 14)):
            more = self.chance.choices(self._tail, cum_weights=self._weights, k=self.chance.randint(1, 6))
            number = f" OR-{self.chance.randint(10_000, 999_999)}" if self.chance.random() < 0.1 else ""
            lines.append(f"{line} {' '.join(more)}{number}")
        self.seen.update({word for line in lines for word in words_of(line)})
        return lines


class Asked(Struct, frozen=True):
    """A search: its kind and its body."""

    kind: str
    body: dict[str, Any]


def run() -> dict[str, float]:
    """Fill, index, ask; some minutes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        config = ServerConfig(data_dir=Path(folder))
        _furnish(config)
        corpus = Corpus()
        figures = _fill(config, corpus)
        command = [sys.executable, "-m", "operator_console", "server", "--data-dir", folder, "--port", "0"]
        with (Path(folder) / "server.log").open("wb") as log:
            root = Path(__file__).parent.parent
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=root)
            try:
                address = json.loads(cast("Any", process.stdout).readline())["listening"]
                figures |= asyncio.run(_ask_all(address, list(_asked(corpus))))
            finally:
                process.terminate()
                process.wait(10)
    return figures


def _furnish(config: ServerConfig) -> None:
    with open_administration(config) as administration:
        department = DepartmentId("bench")
        administration.ensure_department(department, "Bench")
        for number in range(SITES):
            name = SiteId(f"site{number}")
            administration.ensure_site(Site(id=name, name=name, base_url="http://s.bench", department_id=department))
        for number in range(AGENTS):
            administration.ensure_agent(new_agent(f"agent{number}", f"Agent {number}", (department,)), PASSWORD)


def _fill(config: ServerConfig, corpus: Corpus) -> dict[str, float]:
    """Store the chats, then index them, and return what that took."""
    database = Database(config.database, config.backups)
    with database.reading() as connection:
        agents = list(read_directory(connection).agents)
    for start in range(0, CHATS, AT_ONCE):
        rows: dict[BulkStatement, list[Row]] = {each: [] for each in (_VISITORS, _CHATS, _EVENTS, _REPLIES)}
        for number in range(start, start + AT_ONCE):
            _chat(rows, corpus, number, agents[number % AGENTS])
        with database.writing() as connection:
            for statement, waiting in rows.items():
                statement.run(connection, waiting)
    database.checkpoint()
    path = cast("Path", database.path)
    before = path.stat().st_size
    spent = time.process_time()
    for start in range(0, CHATS, AT_ONCE):
        with database.writing() as connection:
            names = [ConversationId(f"cv_{number}") for number in range(start, start + AT_ONCE)]
            note_due(connection, names, 0)
            write_documents(connection, [document_of(connection, name) for name in names])
        if start % (10 * AT_ONCE) == 0:
            database.checkpoint()  # a log of a gigabyte is slow to read in
    spent = time.process_time() - spent
    database.checkpoint()
    size = path.stat().st_size
    database.close()
    return {
        "archive.index_mb": (size - before) / 1e6,
        "archive.database_mb": before / 1e6,
        "archive.index_ms_per_chat": spent * 1000 / CHATS,
    }


def _chat(rows: dict[BulkStatement, list[Row]], corpus: Corpus, number: int, agent_id: AgentId) -> None:
    chance, site_id = corpus.chance, SiteId(f"site{number % SITES}")
    at = START + timedelta(minutes=4.7 * number, seconds=chance.uniform(0, 60))
    visitor = Visitor(id=VisitorId(f"vs_{number}"), site_id=site_id, number=number, version=1)
    rows[_VISITORS].append((visitor.id, site_id, number, f"hash{number}", body_of(visitor)))
    name, lines = ConversationId(f"cv_{number}"), corpus.chat()
    for pos, text in enumerate(lines, 1):
        visitors_turn = pos % 2 == 1
        author = (
            Author(kind=AuthorKind.VISITOR, id=visitor.id)
            if visitors_turn
            else Author(kind=AuthorKind.AGENT, id=agent_id, name="Agent")
        )
        sent = at + timedelta(seconds=30 * pos)
        message = Message(
            id=MessageId(f"ms_{number}_{pos}"), conversation_id=name, pos=pos, kind=MessageKind.TEXT,
            author=author, sent_at=sent, text=text,
        )  # fmt: skip
        row = (f"c:{name}", pos, micros(sent), "message_added", False, author.id, f"{number}-{pos}")
        rows[_EVENTS].append((*row, body_of(message)))
    waited_s = 45.0 if chance.random() < 0.08 else 14.0
    rows[_REPLIES].append((name, site_id, agent_id, micros(at), micros(at), waited_s, 30.0, "answered", True))
    tags = tuple(f"label{int(chance.paretovariate(0.8)) % TAGS}" for _ in range(chance.randint(0, 2)))
    chat = Conversation(
        id=name, site_id=site_id, department_id=DepartmentId("bench"), visitor_id=visitor.id,
        visit_id=VisitId(f"vt_{number}"), state=ConversationState.CLOSED, started_at=at, closed_at=at,
        agent_id=agent_id, agent_name="Agent", last_pos=len(lines), tags=tags,
        wrap_up=WrapUp(outcome=chance.choice(list(Outcome)), tags=tags),
    )  # fmt: skip
    where = (name, site_id, chat.department_id, visitor.id, agent_id, chat.state.value)
    rows[_CHATS].append((*where, micros(at), chat.last_pos, lines[0][:140], None, body_of(chat)))


def _asked(corpus: Corpus) -> Iterator[Asked]:
    """Yield searches of all kinds, mixed."""
    chance = random.Random(11)
    ranked = [word for word, count in corpus.seen.most_common() if count > 1 and len(word) > 2]
    common, middling, rare = ranked[:200], ranked[400:4_000], ranked[8_000:]
    found: list[Asked] = []

    def add(kind: str, text: str, **more: object) -> None:
        found.append(Asked(kind, {"query": {"text": text, **more}}))

    for _ in range(EACH):
        one, other = chance.choice(common), chance.choice(common)
        some, seldom = chance.choice(middling), chance.choice(rare)
        add("one common word", one)
        add("one middling word", some)
        add("one rare word", seldom)
        add("two common words", f"{one} {other}")
        add("common and rare", f"{one} {seldom}")
        add("a phrase", f'"{chance.choice(PHRASES)}"')
        add("as one types", chance.choice(ranked[:3_000])[: chance.randint(1, 6)])
        add("two as one types", f"{one} {chance.choice(ranked[:3_000])[: chance.randint(1, 5)]}")
        add("best match", f"{one} {some}", order="best")
        add("best match as one types", f"{one} {some[:4]}", order="best")
        add("no words, late", "", late=True)
        add("no words, tag and outcome", "", tags=[f"label{chance.randint(1, 20)}"], outcome="sale")
        add("a word and four filters", one, site_id="site1", outcome="solved", late=True, tags=["label2"])
        day = START + timedelta(days=chance.randint(0, 300))
        add("a word within a week", some, since=day.isoformat(), until=(day + timedelta(days=7)).isoformat())
    chance.shuffle(found)
    return iter(found)


PHRASES = ("kan ik", "ik heb", "dank je wel", "is dat", "mijn bestelling", "waar blijft", "do you", "i have", "is it")


async def _ask_all(address: str, asked: list[Asked]) -> dict[str, float]:
    """Ask one after the other, each with its next page, and return percentiles of the time until the answer came."""
    times: list[float] = []
    by_kind: dict[str, list[float]] = {}
    async with aiohttp.ClientSession() as session:
        body: dict[str, Any] = {"account": "agent0", "password": PASSWORD}
        async with session.post(f"{address}/api/v1/sign-in", json=body) as response:
            token = (await response.json())["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        for search in asked:
            cursor = ""
            for _page in range(2):
                begun = time.perf_counter()
                wish = {**search.body, "cursor": cursor}
                async with session.post(f"{address}{archive.SEARCH}", json=wish, headers=headers) as response:
                    content = await response.read()
                spent_ms = (time.perf_counter() - begun) * 1000
                assert response.status == 200, content
                times.append(spent_ms)
                by_kind.setdefault(search.kind, []).append(spent_ms)
                cursor = json.loads(content)["next"]
                if not cursor:
                    break
    for kind, spent in sorted(by_kind.items()):
        print(f"  {kind:<28} p50 {_at(spent, 0.5):6.1f} ms   p99 {_at(spent, 0.99):6.1f} ms")
    return {
        "archive.search_p50_ms": _at(times, 0.5),
        "archive.search_p95_ms": _at(times, 0.95),
        "archive.search_p99_ms": _at(times, 0.99),
        "archive.searches": float(len(times)),
    }


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
