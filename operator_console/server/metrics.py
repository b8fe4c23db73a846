"""Prometheus metrics of the running server, at ``/metrics``: numbers of the desk, nobody's name; knows no SQL.

Only whoever has the token of the configuration gets them, or, without one, a caller on this machine that no proxy
stands before. To everybody else there is no such page.
"""

import hmac
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from aiohttp import web

from operator_console.domain.call_backs import is_overdue
from operator_console.domain.conversations import AuthorKind, MessageKind
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.protocol.events import MessageAdded
from operator_console.server.store.writer import Committed
from operator_console.server.works.answers import MAY_STOP_CLOCK

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from operator_console.server.switchboard import Switchboard

METRICS = "/metrics"
BUCKETS_S = tuple(range(5, 125, 5))
_PREFIX = "operator_console_"
_WRITTEN = frozenset({MessageKind.TEXT, MessageKind.FILE})


class MetricCounts:
    """What is counted since this process began; fed with everything that is committed."""

    def __init__(self) -> None:
        self.messages: Counter[str] = Counter()
        self.replies: Counter[tuple[bool, bool]] = Counter()
        """By whether it was on time, and whether it was a chat's first."""
        self.buckets: Counter[int] = Counter()
        self.waited_s = 0.0

    def committed(self, committed: Committed[Any]) -> None:
        """Count what a work has brought."""
        for publication in committed.published:
            change = publication.event.change
            if isinstance(change, MessageAdded) and change.message.kind in _WRITTEN:
                self.messages[change.message.author.kind] += 1
        result = committed.result
        if isinstance(result, MAY_STOP_CLOCK) and result.measured is not None and result.measured.counts_as_reply:
            self._reply(result.measured)

    def _reply(self, measured: ReplyMeasured) -> None:
        self.replies[measured.on_time, measured.first] += 1
        self.waited_s += measured.waited_s
        for bucket in BUCKETS_S:
            if measured.waited_s <= bucket:
                self.buckets[bucket] += 1


class Metrics:
    """Gives the metrics of a server to who may have them."""

    def __init__(self, switchboard: "Switchboard", token: str) -> None:
        self._board = switchboard
        self._token = token

    def routes(self) -> list[web.RouteDef]:
        """Return the route."""
        return [web.get(METRICS, self.handle)]

    async def handle(self, request: web.Request) -> web.Response:
        """The metrics as text."""
        if not self._may(request):
            raise web.HTTPNotFound
        # Imported here: most servers are never asked.
        from prometheus_client import CollectorRegistry
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        headers = {"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
        return web.Response(body=generate_latest(registry), headers=headers)

    def collect(self) -> "Iterator[Metric]":
        """Yield all metrics, as the Prometheus library asks for them."""
        yield from self._present()
        yield from self._counted()

    def _may(self, request: web.Request) -> bool:
        if self._token:
            given = request.headers.get("Authorization", "")
            return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())
        forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via"))
        try:
            return not forwarded and ip_address(request.remote or "").is_loopback
        except ValueError:
            return False

    def _present(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        board, now = self._board, datetime.now(UTC)
        departments = sorted(board.directory.departments)
        chats = GaugeMetricFamily(f"{_PREFIX}open_chats", "Chats that are not closed.", labels=["state"])
        states = Counter(chat.state.value for chat in board.chats.everybody())
        for state in ("bot", "queued", "assigned"):
            chats.add_metric([state], states[state])
        yield chats
        queue = GaugeMetricFamily(f"{_PREFIX}queue", "Chats in the queue.", labels=["department"])
        oldest = GaugeMetricFamily(
            f"{_PREFIX}queue_oldest_wait_seconds", "The longest wait in the queue.", labels=["department"]
        )
        waits: dict[str, list[float]] = {department: [] for department in departments}
        for chat in board.chats.queued():
            waits.setdefault(chat.department_id, []).append(chat.clock.waited_s(now))
        for department, seconds in waits.items():
            queue.add_metric([department], len(seconds))
            oldest.add_metric([department], max(seconds, default=0.0))
        yield queue
        yield oldest
        calls = GaugeMetricFamily(f"{_PREFIX}call_backs", "Visitors who want to be called.", labels=["overdue"])
        late = Counter(is_overdue(call_back, now) for call_back in board.call_backs.everybody())
        for overdue in (True, False):
            calls.add_metric([_word(overdue)], late[overdue])
        yield calls
        agents = GaugeMetricFamily(f"{_PREFIX}agents", "Agents by the status that counts.", labels=["status"])
        statuses = Counter(board.agents.status(agent_id) for agent_id in board.directory.agents)
        for status in AgentStatus:
            agents.add_metric([status.value], statuses[status])
        yield agents
        connections = GaugeMetricFamily(f"{_PREFIX}connections", "Open connections.", labels=["kind"])
        tabs = sum(connection.for_visitor for connection in board.connections)
        connections.add_metric(["visitor"], tabs)
        connections.add_metric(["agent"], len(board.connections) - tabs)
        yield connections
        yield GaugeMetricFamily(f"{_PREFIX}writes_waiting", "Works that wait for the writer.", board.store.waiting)

    def _counted(self) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, SummaryMetricFamily

        counts, store = self._board.metric_counts, self._board.store
        messages = CounterMetricFamily(f"{_PREFIX}messages", "Messages and files written.", labels=["author"])
        for author in (AuthorKind.VISITOR.value, AuthorKind.AGENT.value, AuthorKind.BOT.value):
            messages.add_metric([author], counts.messages[author])
        yield messages
        replies = CounterMetricFamily(f"{_PREFIX}replies", "Replies of agents.", labels=["on_time", "first"])
        for on_time in (True, False):
            for first in (True, False):
                replies.add_metric([_word(on_time), _word(first)], counts.replies[on_time, first])
        yield replies
        total = sum(counts.replies.values())
        buckets = [(str(float(bucket)), float(counts.buckets[bucket])) for bucket in BUCKETS_S]
        yield HistogramMetricFamily(
            f"{_PREFIX}response_seconds",
            "Response clock of each reply.",
            buckets=[*buckets, ("+Inf", float(total))],
            sum_value=counts.waited_s,
        )
        yield SummaryMetricFamily(
            f"{_PREFIX}write_seconds", "Transactions of the writer.", store.batches, store.batches_s
        )


def _word(value: bool) -> str:
    return "yes" if value else "no"
