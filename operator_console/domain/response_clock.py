"""The response clock: DESIGN.md's eight rules as pure transitions; knows no wall clock, every time is passed in.

One `ResponseClock` value belongs to one conversation and travels in its snapshot, so that the server that decides and
the desk that draws use the same arithmetic. Times are the server's (aware, UTC).
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.ids import AgentId

LIVE_UNDER_S = 20.0
CALM_ABOVE_S = 15.0


class ClockTargets(Struct, frozen=True, kw_only=True):
    """Limits of one site, in seconds.

    Attributes:
        target_s: A reply is on time when it comes within this.
        warning_s: The warning colour starts when this much is left.
        holding_s: The second clock's limit after a holding line.
    """

    target_s: float = 30.0
    warning_s: float = 10.0
    holding_s: float = 120.0


class ClockPhase(StrEnum):
    """What a drawn clock looks like; always shown with the number and an icon."""

    STOPPED = "stopped"
    CALM = "calm"
    SOON = "soon"
    WARNING = "warning"
    OVERDUE = "overdue"
    PAUSED = "paused"


class StopReason(StrEnum):
    """Why a question stopped waiting."""

    ANSWERED = "answered"
    HOLDING_LINE = "holding_line"
    NO_ANSWER_NEEDED = "no_answer_needed"
    WRAP_UP = "wrap_up"
    VISITOR_GONE = "visitor_gone"


class ReplyMeasured(Struct, frozen=True, kw_only=True):
    """One stop of the clock, for the figures; a late answer stays late here (rule 7).

    Attributes:
        waited_s: Time on the clock, without pauses.
        limit_s: The limit that was in force.
        first: True for the conversation's first human answer.
        agent_id: Who answered, or None when nobody did.
    """

    started_at: datetime
    stopped_at: datetime
    waited_s: float
    limit_s: float
    reason: StopReason
    first: bool
    agent_id: AgentId | None = None

    @property
    def counts_as_reply(self) -> bool:
        """Tell whether this is a reply of a human agent (not "no answer needed", wrap-up or a visitor who left)."""
        return self.reason in {StopReason.ANSWERED, StopReason.HOLDING_LINE}

    @property
    def on_time(self) -> bool:
        """Tell whether the clock stopped within its limit."""
        return self.waited_s <= self.limit_s


class ResponseClock(Struct, frozen=True, kw_only=True):
    """State of one conversation's clock; every method returns a new value.

    Attributes:
        started_at: When the running clock began, or None when nobody waits.
        limit_s: The limit of the running clock (target, or the holding limit).
        holding_used: The open question already had its holding line (rule 4).
        paused_at: Since when the clock stands still outside opening hours, or None.
        paused_s: Seconds of finished pauses since `started_at`.
        owner_since: When the present owner got the running question by transfer, or None (rule 6).
        owner_paused_s: `paused_s` at that moment.
        answered: A human has answered in this conversation before.
        closed_hours: The site is outside its opening hours, so a clock that starts now starts paused.
    """

    started_at: datetime | None = None
    limit_s: float = 30.0
    holding_used: bool = False
    paused_at: datetime | None = None
    paused_s: float = 0.0
    owner_since: datetime | None = None
    owner_paused_s: float = 0.0
    answered: bool = False
    closed_hours: bool = False

    @property
    def running(self) -> bool:
        """Tell whether a visitor waits."""
        return self.started_at is not None

    def waited_s(self, now: datetime) -> float:
        """Return the seconds on the clock at `now`, without pauses, never negative; 0.0 when stopped."""
        if self.started_at is None:
            return 0.0
        return _elapsed_s(self.started_at, self.paused_at or now, self.paused_s)

    def left_s(self, now: datetime) -> float:
        """Return the seconds left until the limit; negative when overdue; the whole limit when stopped."""
        return self.limit_s - self.waited_s(now)

    def owner_waited_s(self, now: datetime) -> float:
        """Return the seconds that count for the present owner: since the transfer, else since the question."""
        if self.started_at is None:
            return 0.0
        if self.owner_since is None:
            return self.waited_s(now)
        return _elapsed_s(self.owner_since, self.paused_at or now, self.paused_s - self.owner_paused_s)

    def deadline(self, now: datetime) -> datetime | None:
        """Return when the limit is reached if nothing pauses from `now` on, or None when stopped or paused."""
        if self.started_at is None or self.paused_at is not None:
            return None
        return now + timedelta(seconds=self.left_s(now))

    def phase(self, now: datetime, targets: ClockTargets) -> ClockPhase:
        """Return how the clock is drawn at `now`."""
        if self.started_at is None:
            return ClockPhase.STOPPED
        if self.paused_at is not None:
            return ClockPhase.PAUSED
        left_s = self.left_s(now)
        if left_s <= 0:
            return ClockPhase.OVERDUE
        if left_s <= targets.warning_s:
            return ClockPhase.WARNING
        return ClockPhase.SOON if left_s <= CALM_ABOVE_S else ClockPhase.CALM

    def visitor_wrote(self, at: datetime, targets: ClockTargets) -> "ResponseClock":
        """Start at the first unanswered message; a later one changes nothing (rule 1)."""
        if self.started_at is not None:
            return self
        return structs.replace(
            self,
            started_at=at,
            limit_s=targets.target_s,
            holding_used=False,
            paused_at=at if self.closed_hours else None,
            paused_s=0.0,
            owner_since=None,
            owner_paused_s=0.0,
        )

    def agent_answered(self, at: datetime, agent_id: AgentId) -> "tuple[ResponseClock, ReplyMeasured | None]":
        """Stop by a human agent's message (rule 2)."""
        stopped, measured = self._stop(at, StopReason.ANSWERED, agent_id)
        return structs.replace(stopped, answered=True), measured

    def held(
        self, at: datetime, agent_id: AgentId, targets: ClockTargets
    ) -> "tuple[ResponseClock, ReplyMeasured | None]":
        """Count a holding line as the answer and start the longer clock; a second one changes nothing (rule 4)."""
        if self.started_at is None or self.holding_used:
            return self, None
        _, measured = self._stop(at, StopReason.HOLDING_LINE, agent_id)
        begun = structs.replace(
            self,
            started_at=max(at, self.started_at),
            limit_s=targets.holding_s,
            holding_used=True,
            paused_at=at if self.closed_hours else None,
            paused_s=0.0,
            owner_since=None,
            owner_paused_s=0.0,
            answered=True,
        )
        return begun, measured

    def no_answer_needed(self, at: datetime, agent_id: AgentId) -> "tuple[ResponseClock, ReplyMeasured | None]":
        """Stop because the agent says that nothing was asked (rule 3)."""
        return self._stop(at, StopReason.NO_ANSWER_NEEDED, agent_id)

    def wrapped_up(self, at: datetime) -> "tuple[ResponseClock, ReplyMeasured | None]":
        """Stop at wrap-up (rule 5)."""
        return self._stop(at, StopReason.WRAP_UP, None)

    def visitor_left(self, at: datetime) -> "tuple[ResponseClock, ReplyMeasured | None]":
        """Stop because nobody waits any more (rule 5)."""
        return self._stop(at, StopReason.VISITOR_GONE, None)

    def transferred(self, at: datetime) -> "ResponseClock":
        """Give the new owner a clock of their own while the visitor's runs on (rule 6)."""
        if self.started_at is None:
            return self
        now_paused_s = self.paused_s + (_between_s(self.paused_at, at) if self.paused_at else 0.0)
        return structs.replace(self, owner_since=at, owner_paused_s=now_paused_s)

    def hours_closed(self, at: datetime) -> "ResponseClock":
        """Pause outside opening hours (rule 5); harmless when already paused."""
        if self.started_at is None or self.paused_at is not None:
            return structs.replace(self, closed_hours=True)
        return structs.replace(self, closed_hours=True, paused_at=at)

    def hours_opened(self, at: datetime) -> "ResponseClock":
        """Run on when opening hours begin; harmless when not paused."""
        if self.paused_at is None:
            return structs.replace(self, closed_hours=False)
        return structs.replace(
            self, closed_hours=False, paused_at=None, paused_s=self.paused_s + _between_s(self.paused_at, at)
        )

    def _stop(
        self, at: datetime, reason: StopReason, agent_id: AgentId | None
    ) -> "tuple[ResponseClock, ReplyMeasured | None]":
        if self.started_at is None:
            return self, None
        measured = ReplyMeasured(
            started_at=self.started_at,
            stopped_at=at,
            waited_s=self.waited_s(at),
            limit_s=self.limit_s,
            reason=reason,
            first=not self.answered,
            agent_id=agent_id,
        )
        return ResponseClock(limit_s=self.limit_s, answered=self.answered, closed_hours=self.closed_hours), measured


def _between_s(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds())


def _elapsed_s(start: datetime, end: datetime, paused_s: float) -> float:
    return max(0.0, (end - start).total_seconds() - paused_s)
