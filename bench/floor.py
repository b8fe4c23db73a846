"""A real server with two shops, one agent and the sample articles, for benchmarks; knows no console.

The server is furnished and watched by a process of its own, so that nothing of it burdens the process that is measured.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
ACCOUNT = "sanne"
PASSWORD = "bench password"
CAPACITY = 60
SHOPS = {"fietsenwereld": ("Fietsenwereld", "#14694f"), "skyjump": ("Skyjump", "#ff7a2f")}


@contextlib.contextmanager
def open_floor(folder: Path) -> Iterator[str]:
    """Furnish a fresh database in `folder`, start the server, give its address, and end it."""
    with Helper("bench.floor", str(folder)) as helper:
        yield helper.line()


class Helper:
    """A module of this folder as a process beside the measured one; it ends when its input does."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True, bufsize=1
        )

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def tell(self, line: str) -> None:
        """Write a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")

    def line(self) -> str:
        """Wait for its next line.

        Raises:
            RuntimeError: It has ended.
        """
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            msg = f"{self._process.args!r} has ended"
            raise RuntimeError(msg)
        return line.strip()


def as_installed(environment: dict[str, str], folder: Path) -> dict[str, str]:
    """Return `environment` with Python keeping its bytecode, in `folder`, as for an installed program."""
    others = {name: text for name, text in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _serve(folder: Path) -> None:
    base = f"http://127.0.0.1:{_free_port()}"
    data = folder / "server"
    _furnish(base, data)
    command = [sys.executable, "-m", "operator_console", "server", "--port", base.rpartition(":")[2]]
    command += ["--data-dir", str(data), "--demo-site", str(RESOURCES / "demo_site")]
    with (folder / "server.log").open("wb") as log:
        environment = {**os.environ, "OPERATOR_CONSOLE_NEW_VISITORS_PER_MINUTE": "0"}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=ROOT, env=environment)
        try:
            assert process.stdout is not None
            print(json.loads(process.stdout.readline())["listening"], flush=True)
            sys.stdin.read()
        finally:
            process.terminate()
            process.wait(15)


def _furnish(base: str, data: Path) -> None:
    from msgspec import structs

    from operator_console.domain.ids import DepartmentId, SiteId
    from operator_console.domain.people import Site
    from operator_console.server import ServerConfig
    from operator_console.server.administration import new_agent, open_administration

    data.mkdir(parents=True)
    department = DepartmentId("service")
    with open_administration(ServerConfig(data_dir=data)) as administration:
        administration.ensure_department(department, "Service")
        for key, (name, colour) in SHOPS.items():
            address = f"{base}/shop/{key}"
            administration.ensure_site(
                Site(id=SiteId(key), name=name, base_url=address, colour=colour, department_id=department)
            )
        agent = new_agent(ACCOUNT, "Sanne Vermeer", (department,))
        administration.ensure_agent(structs.replace(agent, capacity=CAPACITY), PASSWORD)
        problems = administration.import_articles(RESOURCES / "knowledge").problems
    if problems:
        raise RuntimeError(problems)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
