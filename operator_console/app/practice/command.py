"""The `practice` command: practice visitors for a server that runs already, until interrupted."""

import argparse
import asyncio
import contextlib
import sys

from operator_console.app.paths import resources_dir
from operator_console.app.practice.dialogues import PracticeFileBroken, read_dialogues
from operator_console.app.practice.players import PracticeVisitors
from operator_console.app.practice.storyteller import Pace
from operator_console.app.stop_with_input import call_when_input_closes
from operator_console.runtime.task_scope import TaskScope


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_practice(options))
    return 0


async def _practice(options: argparse.Namespace) -> int:
    folder = resources_dir() / "practice"
    try:
        dialogues = read_dialogues(folder, options.lang)
    except PracticeFileBroken as error:
        print(f"a practice dialogue cannot be read: {error}", file=sys.stderr)
        return 1
    stopped = asyncio.Event()
    if options.stop_with_input:
        call_when_input_closes(stopped.set)
    scope = TaskScope("practice")
    visitors = PracticeVisitors(options.server, dialogues, folder / "pictures", Pace(speed=options.speed), options.seed)
    scope.start(visitors.run(options.visitors, scope), name="visitors")
    try:
        await stopped.wait()
    finally:
        await scope.close()
    return 0
