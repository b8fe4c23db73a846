"""The real server for one simulated day: a fresh database with one site, its agents, and limits that are scaled."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from bench.day.cast import AgentScript
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import EscalationTimes, RoutingPolicy, RoutingRules, Site
from operator_console.domain.response_clock import ClockTargets
from operator_console.server import ServerConfig
from operator_console.server.administration import new_agent, open_administration

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://shop.day"
SITE = SiteId("shop")
DEPARTMENT = DepartmentId("service")
PASSWORD = "a simulated day"
Limits = TypeVar("Limits", ClockTargets, RoutingRules, EscalationTimes)


def furnish(folder: Path, policy: RoutingPolicy, staff: Sequence[AgentScript], speed: float) -> None:
    """Make the database of a server that is in a hurry: every limit in seconds is `speed` times shorter."""
    targets, rules, escalation = ClockTargets(), RoutingRules(policy=policy), EscalationTimes()
    site = Site(
        id=SITE,
        name="Shop",
        base_url=ORIGIN,
        origins=(ORIGIN,),
        department_id=DEPARTMENT,
        targets=_faster(targets, speed),
        rules=_faster(rules, speed),
        escalation=_faster(escalation, speed),
    )
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        administration.ensure_department(DEPARTMENT, "Service")
        administration.ensure_site(site)
        for script in staff:
            agent = new_agent(script.account, script.name, (DEPARTMENT,))
            administration.ensure_agent(structs.replace(agent, novice=script.novice), PASSWORD)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run the server on a furnished database and give its address."""
    command = [sys.executable, "-m", "operator_console", "server", "--data-dir", str(folder), "--port", "0"]
    environment = {
        **os.environ,
        "OPERATOR_CONSOLE_NEW_VISITORS_PER_MINUTE": "0",
        "OPERATOR_CONSOLE_MAX_FRAMES_PER_S": "10000",
        "OPERATOR_CONSOLE_STOP_SPREAD_S": "0",
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=ROOT, env=environment)
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["listening"]
        finally:
            process.terminate()
            process.wait(20)


def _faster(limits: Limits, speed: float) -> Limits:
    """Return limits whose fields in seconds are `speed` times shorter."""
    changed = {name: getattr(limits, name) / speed for name in type(limits).__annotations__ if name.endswith("_s")}
    return structs.replace(limits, **changed)
