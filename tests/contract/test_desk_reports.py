"""The desk's figures from the chat to the page's counts: a real server process, a real desk, one chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.figures.definitions import readings
from operator_console.domain.ids import ConversationId
from operator_console.protocol.reports import AskReport
from tests.contract.desk_stage import Stage
from tests.contract.desk_stage import stage as open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as running:
        yield running


async def test_an_agent_reads_the_own_figures_and_none_without_a_server(stage: Stage) -> None:
    watched = await stage.desk()
    figures = watched.desk.reports
    await watched.until(lambda desk: desk.reports.can_read)
    assert not figures.leads
    tab = await stage.visitor()
    chat = ConversationId((await tab.say("Is it in stock?"))["conversation_id"])
    await watched.until_own(chat)
    before = await figures.today()
    assert before is not None
    assert readings(before.counts)["on_time"].value is None, "nothing answered yet"
    await watched.desk.send(chat, "It is, since this morning.")
    await tab.expect("event", lambda frame: "since this morning" in str(frame))
    today = await figures.today()
    assert today is not None
    assert (today.own, today.queue) == (True, None)
    assert readings(today.counts)["on_time"].value == 1.0
    day = today.at.astimezone().date()
    report = await figures.report(AskReport(since=day, until=day, by=(Grouping.AGENT, Grouping.HOUR)))
    assert report is not None
    assert list(report.groups[Grouping.AGENT]) == [watched.desk.me.id]
    assert readings(report.total)["replies"].value == 1
    assert (readings(report.total)["hours_online"].value or 0) > 0
    stage.server.kill()
    assert await figures.report(AskReport(since=day, until=day)) is None
    assert await figures.today() is None
