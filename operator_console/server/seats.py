"""Agents' seats as routing looks at them, kept in the order of each policy; knows no chat's state and no store.

Nothing is built anew for a decision: a seat changes its place when something happens to it, and a decision looks at
seats in their order until the first one that fits.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.offers import may_see
from operator_console.domain.people import Agent, RoutingPolicy, RoutingRules
from operator_console.domain.routing import GIVEN_ANYWAY, Key, Seat, Wanted


class _Entry(Struct, frozen=True):
    """What stands in the order of a seat: its key, its pace, and whether nobody waits on it."""

    key: Key
    pace_s: float
    is_free: bool


class SeatOrder:
    """The seats of one department that have room, in the order of one policy."""

    def __init__(self, department_id: DepartmentId, policy: RoutingPolicy) -> None:
        self._department_id = department_id
        self._policy = policy
        self._order: list[tuple[Key, Seat]] = []
        self._entries: dict[AgentId, _Entry] = {}
        self._paces_s: list[float] = []
        self._free = 0

    def put(self, seat: Seat) -> None:
        """Give a seat that has changed its place, or none while nothing can be given to it."""
        self.remove(seat.agent.id)
        if seat.here and self._department_id in seat.agent.departments and seat.has_room(self._department_id):
            entry = _Entry(seat.key(self._policy), seat.pace.mean_s, not seat.deadlines)
            self._entries[seat.agent.id] = entry
            insort(self._order, (entry.key, seat), key=_key)
            insort(self._paces_s, entry.pace_s)
            self._free += entry.is_free

    def remove(self, agent_id: AgentId) -> None:
        """Take a seat out."""
        entry = self._entries.pop(agent_id, None)
        if entry is not None:
            del self._order[bisect_left(self._order, entry.key, key=_key)]
            del self._paces_s[bisect_left(self._paces_s, entry.pace_s)]
            self._free -= entry.is_free

    def is_hopeless(self, wanted: Wanted, now_s: float) -> bool:
        """Tell at once that nobody takes a chat now: nobody is free, and not even the quickest would be in time."""
        if not self._order:
            return True
        return not self._free and self._is_choosy(wanted, now_s) and now_s + self._paces_s[0] > wanted.deadline_s

    def first(self, wanted: Wanted, now_s: float, *, overflows: bool) -> Seat | None:
        """Return the first seat that may have the chat and takes it.

        Args:
            overflows: When nobody with its skill and language takes it, the first one of the others.
        """
        choosy, deadline_s = self._is_choosy(wanted, now_s), wanted.deadline_s
        special = bool(wanted.skill or wanted.language)
        other: Seat | None = None
        for _order, seat in self._order:
            own = seat.deadlines
            # Most of them are passed over here, before anything else is looked at.
            if choosy and own and now_s + (bisect_right(own, deadline_s) + 1) * seat.pace.mean_s > deadline_s:
                continue
            matches = not special or seat.is_match(wanted)
            if not matches and (other is not None or not overflows):
                continue
            if seat.may_have(wanted) and seat.accepts(wanted, now_s, self._policy):
                if matches:
                    return seat
                other = seat
        return other

    def _is_choosy(self, wanted: Wanted, now_s: float) -> bool:
        """Tell whether busy seats take only what they get to in time."""
        if self._policy in {RoutingPolicy.LEAST_BUSY, RoutingPolicy.ROUND_ROBIN} or wanted.unhurried:
            return False
        return now_s - wanted.since_s < GIVEN_ANYWAY * wanted.limit_s


class Seats:
    """All agents' seats, by department and policy."""

    def __init__(self) -> None:
        self._seats: dict[AgentId, Seat] = {}
        self._orders: dict[DepartmentId, dict[RoutingPolicy, SeatOrder]] = {}
        self._able: dict[tuple[DepartmentId, str, str], tuple[Seat, ...]] = {}
        self._of_department: dict[DepartmentId, list[Seat]] = {}
        self._here: dict[DepartmentId, dict[AgentId, Seat]] = {}

    def get(self, agent_id: AgentId) -> Seat | None:
        """Return an agent's seat, or None."""
        return self._seats.get(agent_id)

    def know(self, agents: Iterable[Agent]) -> None:
        """Take over the directory: seats for new agents, other rights and limits for known ones."""
        known = {agent.id: agent for agent in agents}
        for agent_id in self._seats.keys() - known.keys():
            del self._seats[agent_id]
        for agent in known.values():
            seat = self._seats.get(agent.id)
            if seat is None:
                self._seats[agent.id] = Seat(agent, here=False)
            else:
                seat.agent = agent
        self._orders.clear()
        self._able.clear()
        self._of_department.clear()
        self._here.clear()
        for seat in self._seats.values():
            self._note_here(seat)
            for department_id in seat.agent.departments:
                self._of_department.setdefault(department_id, []).append(seat)

    def changed(self, seat: Seat) -> None:
        """Put a seat into its new places."""
        for department_id in seat.agent.departments:
            for order in self._orders.get(department_id, {}).values():
                order.put(seat)

    def set_here(self, seat: Seat, *, here: bool) -> None:
        """Note whether an agent takes new chats."""
        if seat.here is not here:
            seat.here = here
            self._able.clear()
            self._note_here(seat)
            self.changed(seat)

    def is_hopeless(self, wanted: Wanted, rules: RoutingRules, now_s: float) -> bool:
        """Tell at once that nobody takes a chat now; if not, `choose` says who does, if anybody."""
        return self._order(wanted.department_id, rules.policy).is_hopeless(wanted, now_s) and self._is_choice(wanted)

    def choose(self, wanted: Wanted, rules: RoutingRules, now_s: float) -> Seat | None:
        """Return what `domain.routing.choose` returns for all seats."""
        possible = self._first_two(wanted)
        if len(possible) < 2 and not wanted.unhurried:
            return next((seat for seat in possible if seat.has_room(wanted.department_id)), None)
        waited_s = now_s - wanted.since_s
        known = self._seats.get(wanted.known_agent_id) if wanted.known_agent_id and rules.known_agent_s > 0 else None
        if known is not None and known.may_have(wanted):
            if known.has_room(wanted.department_id) and known.accepts(wanted, now_s, rules.policy):
                return known
            if waited_s < rules.known_agent_s:
                return None
        overflows = waited_s >= rules.overflow_s or not self.is_anybody_able(wanted)
        return self._order(wanted.department_id, rules.policy).first(wanted, now_s, overflows=overflows)

    def room(self, department_id: DepartmentId, site_id: SiteId) -> int:
        """Return how many more chats of a site may wait on the agents who are there."""
        here = self._here.get(department_id, {}).values()
        return sum(seat.room(department_id) for seat in here if may_see(seat.agent, department_id, site_id))

    def is_anybody_able(self, wanted: Wanted) -> bool:
        """Tell whether somebody with the chat's skill and language is there, busy or not, and was not asked yet."""
        kind = (wanted.department_id, wanted.skill, wanted.language)
        able = self._able.get(kind)
        if able is None:
            here = self._here.get(wanted.department_id, {}).values()
            able = self._able[kind] = tuple(seat for seat in here if seat.is_match(wanted))
        return any(seat.may_have(wanted) for seat in able)

    def _is_choice(self, wanted: Wanted) -> bool:
        return len(self._first_two(wanted)) == 2

    def is_anybody_left(self, wanted: Wanted) -> bool:
        """Tell whether somebody who may have the chat is there and was not asked yet."""
        return bool(self._first_two(wanted))

    def _first_two(self, wanted: Wanted) -> list[Seat]:
        """Return up to two seats that may have the chat: enough to know whether there is a choice."""
        here = self._here.get(wanted.department_id, {}).values()
        return list(islice((seat for seat in here if seat.may_have(wanted)), 2))

    def _note_here(self, seat: Seat) -> None:
        for department_id in seat.agent.departments:
            if seat.here:
                self._here.setdefault(department_id, {})[seat.agent.id] = seat
            else:
                self._here.get(department_id, {}).pop(seat.agent.id, None)

    def _order(self, department_id: DepartmentId, policy: RoutingPolicy) -> SeatOrder:
        orders = self._orders.setdefault(department_id, {})
        order = orders.get(policy)
        if order is None:
            order = orders[policy] = SeatOrder(department_id, policy)
            for seat in self._of_department.get(department_id, ()):
                order.put(seat)
        return order


def _key(entry: tuple[Key, Seat]) -> Key:
    return entry[0]
