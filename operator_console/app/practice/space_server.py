"""The `practice-space` command: fills the database of one practice round and serves it until its input closes."""

import argparse
import sys
from pathlib import Path

import msgspec

from operator_console.app import paths
from operator_console.app.practice.floor import FILE, PracticeFloor
from operator_console.server.administration import open_administration
from operator_console.server.config import LOOPBACK, ServerConfig


def run(options: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    folder = Path(options.folder)
    description = folder / FILE
    try:
        floor = msgspec.json.decode(description.read_bytes(), type=PracticeFloor)
    except (OSError, msgspec.MsgspecError) as error:
        print(f"no practice round is described in {folder}: {error}", file=sys.stderr)
        return 1
    description.unlink()  # it holds the password, and nobody needs it any more
    config = ServerConfig(data_dir=folder / "server", host=LOOPBACK, port=0, log_level="warning")
    fill(config, floor)
    return _serve(config)


def fill(config: ServerConfig, floor: PracticeFloor) -> None:
    """Write sites, articles and the agent into the database."""
    with open_administration(config) as administration:
        for site in floor.sites:
            administration.ensure_department(site.department_id, site.department_id)
            administration.ensure_site(site)
        if floor.samples:
            administration.import_articles(paths.resources_dir() / "knowledge")
        for site in floor.sites:
            if site.id not in floor.samples:
                own = [article for article in floor.articles if article.site_id == site.id]
                administration.put_articles(site.id, own)
        administration.ensure_agent(floor.agent, floor.password)


def _serve(config: ServerConfig) -> int:
    import asyncio
    import json
    import signal

    from operator_console.app.stop_with_input import call_when_input_closes
    from operator_console.server.logs import log_to_stderr
    from operator_console.server.run import PortTaken, ServerResources, run_server

    log_to_stderr(config.log_level)

    def ready(address: str) -> None:
        print(json.dumps({"listening": address}), flush=True)
        call_when_input_closes(lambda: signal.raise_signal(signal.SIGINT))

    try:
        asyncio.run(run_server(config, ServerResources(widget=paths.resources_dir() / "widget"), ready))
    except (PortTaken, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
