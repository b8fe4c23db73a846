"""The wall's model: any order becomes any other, rows keep their identity, seconds are told together."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given, settings
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from operator_console.protocol.team import WallAgent
from operator_console.ui.team.model import WallModel, WallRole
from operator_console.ui.team.rows import AgentRow
from tests.fakes.fake_team import wall_agents

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
AGENTS: tuple[WallAgent, ...] = tuple(wall_agents(12, START))
ROWS = tuple(AgentRow(key=one.agent.id, agent=one) for one in AGENTS)
orders = st.lists(st.sampled_from(ROWS), unique_by=lambda row: row.key)


class Held:
    """A model at a time that a test sets; a row reads as its whole seconds."""

    def __init__(self, rows: Sequence[AgentRow]) -> None:
        self.now = START
        self.model: WallModel[AgentRow] = WallModel(
            lambda: self.now, lambda row, _now: row.agent.agent.name, lambda _row, now: int(now.timestamp())
        )
        self.model.show_rows(rows)
        self.told: list[int] = []
        self.model.dataChanged.connect(self._on_changed)

    def _on_changed(self, top: QPersistentModelIndex) -> None:
        self.told.append(top.row())

    def reads(self, place: int) -> object:
        return self.model.data(self.model.index(place, 0), WallRole.TICK)


@settings(max_examples=60)
@given(before=orders, after=orders)
def test_any_order_becomes_any_other_and_every_row_keeps_its_identity(
    before: list[AgentRow], after: list[AgentRow]
) -> None:
    model = Held(before).model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    stays = {row.key: QPersistentModelIndex(model.index_of(row.key)) for row in before if row in after}
    model.show_rows(after)
    assert list(model.rows) == after
    assert [model.index_of(row.key).row() for row in after] == list(range(len(after)))
    assert {key: index.row() for key, index in stays.items()} == {key: model.index_of(key).row() for key in stays}
    assert not any(model.index_of(row.key).isValid() for row in before if row not in after)
    del tester


def test_a_row_that_moves_between_two_seconds_reads_as_it_did_until_they_are_told() -> None:
    held = Held(ROWS[:3])
    held.model.tick(0, 2)
    first, held.told = held.reads(0), []
    held.now += timedelta(seconds=1.2)
    held.model.show_rows([ROWS[1], ROWS[2], ROWS[0]])
    assert held.reads(2) == first
    held.model.tick(0, 2)
    assert held.told == [0, 1, 2]
    assert held.reads(2) != first


def test_a_row_that_was_out_of_sight_or_changed_reads_as_of_now() -> None:
    held = Held(ROWS[:3])
    held.model.tick(0, 2)
    first = held.reads(0)
    held.now += timedelta(seconds=1)
    busy = held.model.rows[0]
    agent = busy.agent
    changed = WallAgent(agent=agent.agent, since=held.now, locked=not agent.locked)
    held.model.show_rows([AgentRow(key=busy.key, agent=changed), *ROWS[1:3]])
    assert held.reads(0) != first
    assert held.reads(1) == first
    held.now += timedelta(seconds=1)
    assert held.reads(1) != first  # it was not told for longer than a second and some
