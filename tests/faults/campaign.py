"""Random faults for as long as wanted, and the checker after every healing: ``python3 dev.py faults``.

``python -m tests.faults.campaign --minutes N --seed S [--json FILE] [--calm] [--keep DIR]``
"""

import argparse
import asyncio
import contextlib
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.faults.cast import AGENT_PACE_MS, Cast
from tests.faults.checker import Broken, Finding, Stored, View, check
from tests.faults.desks import DeskGone
from tests.faults.drafts import check_drafts
from tests.faults.history import Record
from tests.faults.nemesis import Nemesis

RAGE_S = (8.0, 20.0)
CONVERGED_LIMIT_S = 5.0
PATIENCE_S = 45.0
UI_BLOCK_LIMIT_MS = 200.0
VISITOR_PACE_S = 1.6
TRAIL = 60


class Tail:
    """Reads the histories of a folder as they grow."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}

    def new(self) -> list[Record]:
        """Return what has been written since the last time."""
        found = []
        for path in sorted(self._folder.glob("*.jsonl")):
            begin = self._read.get(path, 0)
            with path.open("rb") as file:
                file.seek(begin)
                data = file.read()
            whole = data[: data.rfind(b"\n") + 1]
            self._read[path] = begin + len(whole)
            found += [msgspec.json.decode(line, type=Record) for line in whole.splitlines()]
        return sorted(found, key=lambda record: record.at_s)


class Result(Struct, kw_only=True):
    """What a campaign has shown."""

    minutes: float = 0.0
    seed: int = 0
    rounds: int = 0
    operations: int = 0
    faults: int = 0
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    other: int = 0
    worst_convergence_s: float = 0.0
    worst_ui_block_ms: float = 0.0
    worst_ui_away_ms: float = 0.0
    faults_by_kind: dict[str, int] = {}


class Campaign:
    """Rounds of raging, healing and checking over one cast."""

    def __init__(
        self, cast: Cast, seed: int, *, calm: bool = False, converged_limit_s: float = CONVERGED_LIMIT_S
    ) -> None:
        self._limit_s = converged_limit_s
        self._cast = cast
        self._dice = random.Random(seed)
        self._nemesis = Nemesis(cast, seed)
        self._calm = calm
        self._writing = False
        self._tail = Tail(cast.folder)
        self._history: list[Record] = []
        self._acked: dict[str, int] = {}
        self._before: set[str] = set()
        self.result = Result(seed=seed)
        self.findings: list[Finding] = []
        self.convergences_s: list[float] = []
        self._operations = 0

    async def run(self, minutes: float) -> None:
        """Run rounds until the time is over or a promise was broken."""
        begun_s = time.monotonic()
        writing = asyncio.create_task(self._write())
        browsing = asyncio.create_task(self._browse())
        try:
            while time.monotonic() - begun_s < minutes * 60 and not self.findings:
                await self._round()
                self.result.minutes = round((time.monotonic() - begun_s) / 60, 1)
                self._say_round()
        finally:
            for task in (writing, browsing):
                task.cancel()
            await asyncio.gather(writing, browsing, return_exceptions=True)
        if not self.findings:
            self._check_everything()

    # -- a round

    async def _round(self) -> None:
        cast = self._cast
        cast.calm = self._calm
        self._writing = True
        await cast.pace(AGENT_PACE_MS)
        if self._calm:
            await asyncio.sleep(self._dice.uniform(*RAGE_S))
        else:
            await self._nemesis.rage(self._dice.uniform(*RAGE_S))
        self._writing = False
        try:
            await cast.heal()
        except TimeoutError:
            self.findings.append(Finding(broken=Broken.NOT_CONVERGED, what=f"does not run: {await cast.missing()}"))
            return
        await self._converge()
        await self._take_figures()
        if not self.findings:
            self._forget_closed()
            await cast.wrap_up(1)

    async def _converge(self) -> None:
        """Wait until all promises hold; note how long it took, and what does not hold after all patience."""
        begun_s = time.monotonic()
        late: list[Finding] = []
        while True:
            findings, done = await self._judge()
            took_s = time.monotonic() - begun_s
            if done:
                break
            late = findings
            if took_s > PATIENCE_S:
                self.findings += findings or [Finding(broken=Broken.NOT_CONVERGED, what="somebody does not come back")]
                return
            await asyncio.sleep(0.1)
        self.convergences_s.append(took_s)
        self.result.worst_convergence_s = round(max(self.result.worst_convergence_s, took_s), 2)
        if took_s > self._limit_s:
            what = f"took {took_s:.1f} s after healing"
            self.findings.append(Finding(broken=Broken.NOT_CONVERGED, what=f"{what}; last: {late[:3]}"))

    async def _judge(self) -> tuple[list[Finding], bool]:
        try:
            views, live = await self._cast.views()
        except DeskGone as gone:
            return [Finding(broken=Broken.NOT_CONVERGED, what=f"no answer: {gone}")], False
        new = self._tail.new()
        self._operations += sum(record.kind in {"wrote", "parked", "discarded"} for record in new)
        self._history += new
        stored = self._stored(views)
        findings = [*check(self._history, stored, views).findings, *check_drafts(self._history, views)]
        parked = {record.client_id for record in self._history if record.kind == "parked"}
        waiting = [
            Finding(broken=Broken.NOT_CONVERGED, what=f"{view.who}: {client_id} still waits")
            for view in views
            for client_id in view.waiting
            if client_id not in parked
        ]
        if not live:
            findings.insert(0, Finding(broken=Broken.NOT_CONVERGED, what=f"not connected: {await self._away()}"))
        return findings + waiting, not findings and not waiting and live

    async def _away(self) -> str:
        away = [visitor.who for visitor in self._cast.visitors if not visitor.live]
        for desk in self._cast.desks:
            with contextlib.suppress(DeskGone):
                answer = await desk.ask("state")
                away += [] if answer.live else [f"{desk.who} ({answer.phase})"]
        return ", ".join(away)

    def _stored(self, views: list[View]) -> dict[str, Stored]:
        """Return what is on the server's disk of every conversation that anything is known of."""
        named = {one.conversation: None for one in self._history if one.conversation and one.kind != "drafted"}
        shown = {name: None for view in views for name in view.transcripts}
        return self._cast.disk.stored(also={**named, **shown, **dict.fromkeys(self._before)})

    def _forget_closed(self) -> None:
        """Keep of what was judged only what can still change; the acknowledged are looked at once more at the end."""
        for record in self._history:
            if record.kind == "acked":
                self._acked[record.client_id] = record.pos
        stored = self._cast.disk.stored(also=dict.fromkeys(self._before))
        still_open = {name for name, one in stored.items() if one.open}
        open_ids = {said.client_id for name in still_open for said in stored[name].said}
        settled = {record.client_id for record in self._history if record.kind in {"acked", "discarded", "refused"}}
        forget = settled - open_ids
        self._history = [
            record
            for record in self._history
            if record.kind in {"started", "drafted"}  # a draft outlives its chat
            or (record.client_id and record.client_id not in forget and record.kind != "note")
        ]
        self._before = still_open

    def _check_everything(self) -> None:
        """Look at the whole database once: nothing acknowledged has gone missing later, nothing is twice."""
        stored = self._cast.disk.stored(everything=True)
        places = {said.client_id: said.pos for one in stored.values() for said in one.said}
        for client_id, pos in self._acked.items():
            if client_id not in places:
                self.findings.append(Finding(broken=Broken.LOST, what=f"{client_id} is gone at the end"))
            elif pos and places[client_id] != pos:
                self.findings.append(Finding(broken=Broken.REORDERED, what=f"{client_id} has moved"))
        self.findings += check([], {name: _closed(one) for name, one in stored.items()}, ()).findings

    # -- everybody's work

    async def _write(self) -> None:
        """Let the visitors write; they do so whatever happens around them, but not while all is checked."""
        while True:
            await asyncio.sleep(VISITOR_PACE_S / len(self._cast.visitors) * self._dice.uniform(0.2, 1.8))
            if not self._writing:
                continue
            visitor = self._dice.choice(self._cast.visitors)
            if len(visitor.waiting) < 30:
                visitor.chatter()

    async def _browse(self) -> None:
        while self._cast.widget is not None:
            await asyncio.sleep(self._dice.uniform(0.5, 3.0))
            if self._writing:
                await self._cast.widget.chatter()

    # -- figures

    async def _take_figures(self) -> None:
        await self._look_at_desks()
        result = self.result
        result.rounds += 1
        result.faults = self._nemesis.injected + self._cast.deaths
        result.kills = self._cast.deaths
        result.faults_by_kind = dict(sorted(self._nemesis.by_kind.items()))
        known = {**self._acked, **{one.client_id: one.pos for one in self._history if one.kind == "acked"}}
        result.acknowledged = len(known)
        result.operations = self._operations

    async def _look_at_desks(self) -> None:
        """Take what the desks report of themselves: bugs, and how long the window's loop was away."""
        where = ""
        for desk in self._cast.desks:
            try:
                answer = await desk.ask("state")
            except DeskGone as gone:
                self.findings.append(Finding(broken=Broken.NOT_CONVERGED, what=f"no answer: {gone}"))
                continue
            for error in answer.errors:
                self.findings.append(Finding(broken=Broken.FAILED, what=f"{desk.who}: {error}"))
            if desk.window:
                # A window that was killed begins to count anew.
                if answer.worst_lag_ms > self.result.worst_ui_block_ms:
                    self.result.worst_ui_block_ms = round(answer.worst_lag_ms, 1)
                    where = answer.worst_lag_at
                self.result.worst_ui_away_ms = max(self.result.worst_ui_away_ms, round(answer.worst_away_ms, 1))
        if self.result.worst_ui_block_ms > UI_BLOCK_LIMIT_MS:
            what = f"the window was blocked for {self.result.worst_ui_block_ms:.0f} ms, in {where}"
            self.findings.append(Finding(broken=Broken.BLOCKED, what=what))

    def _say_round(self) -> None:
        one = self.result
        print(
            f"{one.minutes:5.1f} min  round {one.rounds}: {one.acknowledged} acknowledged, {one.faults} faults, "
            f"converged in {self.convergences_s[-1] if self.convergences_s else 0:.1f} s",
            flush=True,
        )


def _closed(one: Stored) -> Stored:
    return msgspec.structs.replace(one, open=False)


def _count(result: Result, findings: list[Finding]) -> None:
    kinds = [finding.broken for finding in findings]
    result.lost = kinds.count(Broken.LOST) + kinds.count(Broken.NOT_KEPT)
    result.doubled = kinds.count(Broken.DOUBLED)
    result.reordered = kinds.count(Broken.REORDERED)
    result.other = len(kinds) - result.lost - result.doubled - result.reordered


def _print_result(result: Result, findings: list[Finding], folder: Path) -> None:
    for name, value in msgspec.to_builtins(result).items():
        if not isinstance(value, dict):
            print(f"{name:<22}{value}")
    print("faults by kind        " + ", ".join(f"{name} {count}" for name, count in result.faults_by_kind.items()))
    if not findings:
        return
    print(f"\n{len(findings)} promises were not kept with seed {result.seed}; everything is in {folder}")
    for finding in findings[:40]:
        print(f"  {finding.broken.value}: {finding.what}")
    print("The last operations:")
    for record in Tail(folder).new()[-TRAIL:]:
        what = f"{record.client_id} {record.text[:80]} {record.pos or ''}"
        print(f"  {record.at_s:12.3f} {record.who:<12} {record.kind:<9} {what}")


async def _campaign(options: argparse.Namespace, folder: Path) -> int:
    cast = Cast(folder, options.seed, visitors=options.visitors, desks=options.desks, real=not options.no_screen)
    campaign = Campaign(cast, options.seed, calm=options.calm)
    try:
        await cast.start()
        await campaign.run(options.minutes)
    finally:
        await cast.close()
    _count(campaign.result, campaign.findings)
    _print_result(campaign.result, campaign.findings, folder)
    if options.json is not None:
        options.json.write_text(json.dumps(msgspec.to_builtins(campaign.result), indent=2) + "\n")
    return 1 if campaign.findings else 0


def main(arguments: list[str] | None = None) -> int:
    """Run a campaign and return 1 when a promise was not kept."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--calm", action="store_true", help="no faults at all: the same work and the same checks")
    parser.add_argument("--no-screen", action="store_true", help="without the window and the browser")
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--desks", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="keep histories and databases in this folder")
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="operator-console-faults-"))
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it complains of every line that was cut on purpose
    print(f"seed {options.seed}, histories in {folder}", flush=True)
    code = asyncio.run(_campaign(options, folder))
    if code == 0 and options.keep is None:
        shutil.rmtree(folder, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
