"""Several consoles and several agents on one chat: everybody sees the same, nobody's answer stands twice."""

import asyncio
import sys
from pathlib import Path

import pytest

from operator_console.domain.leases import LeaseTimes
from tests.contract.server_desk import change_sites
from tests.faults.floor import open_floor

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform == "win32", reason="signals are needed")]


async def test_two_consoles_of_one_account_show_and_send_the_same(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        first, second = await floor.desk("anna-1", "anna"), await floor.desk("anna-2", "anna")
        visitor = await floor.visitor()
        visitor.say("hello")
        (name,) = await first.until_owns()
        assert await second.until_owns() == [name]
        both = [
            desk.ask("say", conversation=name, text=f"{desk.who} says {n}") for n in "abc" for desk in (first, second)
        ]
        written = {answer.client_id for answer in await asyncio.gather(*both)}
        await floor.healed()
        assert floor.ticked() >= written
        await first.kill()
        floor.desks.remove(first)
        visitor.chatter()
        await second.ask("say", conversation=name, text="still here")
        await floor.healed()
        await first.start()
        floor.desks.append(first)
        await floor.healed()


async def test_of_two_answers_at_once_the_late_one_asks_first(tmp_path: Path) -> None:
    """An agent writes without a connection, a colleague takes the chat over and answers: the first one is asked."""
    async with open_floor(tmp_path, prepare=_short_leases) as floor:
        away = await floor.line()
        anna = await floor.desk("anna", "anna", line=away)
        visitor = await floor.visitor()
        visitor.say("hello")
        (name,) = await anna.until_owns()
        ben = await floor.desk("ben", "ben")
        away.refusing = True
        away.reset()
        late = (await anna.ask("say", conversation=name, text="late answer")).client_id
        await ben.until_owns()
        await floor.until((await ben.ask("say", conversation=name, text="prompt answer")).client_id)
        await floor.healed(parked=True)
        async with asyncio.timeout(15):
            while not any(record.kind == "parked" and record.client_id == late for record in floor.records()):
                await asyncio.sleep(0.05)
        await floor.healed(parked=True)
        assert "late answer" not in floor.on_disk().values()
        assert late not in floor.ticked()


def _short_leases(folder: Path) -> None:
    change_sites(folder, lease=LeaseTimes(requeue_s=0.5, tell_s=0.7, transfer_s=1.0))
