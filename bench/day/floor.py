"""The real server for one simulated day: a fresh database with one site, its agents, and limits that are scaled."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from bench.day.cast import WORK_MEAN_S, AgentScript
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
MICROS = 1_000_000
YESTERDAYS_ANSWERS = 30
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
    _remember_yesterday(folder / "server.sqlite3", staff, speed)


def _remember_yesterday(database: Path, staff: Sequence[AgentScript], speed: float) -> None:
    """Store some answers of the day before, each as long as the agent usually takes: nobody is new at the desk."""
    began = (int(time.time()) - 86_400) * MICROS
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        ids = dict(connection.execute("SELECT account, id FROM agents"))
        connection.executemany(
            "INSERT INTO replies (conversation_id, site_id, agent_id, started_at, stopped_at, waited_s, limit_s,"
            " reason, first) VALUES (?, ?, ?, ?, ?, ?, ?, 'answered', 0)",
            [
                (f"cv_yesterday_{number}", SITE, ids[script.account], at, at + int(took_s * MICROS), took_s, took_s)
                for script in staff
                for number in range(YESTERDAYS_ANSWERS)
                for took_s in [WORK_MEAN_S * script.pace / speed]
                for at in [began + number * 60 * MICROS]
            ],
        )


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
