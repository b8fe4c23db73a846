"""What a real start into the window of a remembered account imports before its first frame, and what it must not."""

import json
import os
import subprocess
import sys
from pathlib import Path

from msgspec import to_builtins

from operator_console.app.light_enums import KNOWN_TO
from operator_console.domain.ids import AgentId
from operator_console.domain.people import Agent, Role
from operator_console.settings.options import ACCOUNTS

ROOT = Path(__file__).resolve().parents[3]
NOT_YET = (
    *("aiohttp", "keyring", "jeepney", "platformdirs", "typing_extensions", "PySide6.QtNetwork"),
    *("argparse", "json", "multiprocessing", "secrets", "wave"),
    *("operator_console.server", "operator_console.app.demo", "operator_console.app.server_command"),
    *("operator_console.ui.articles", "operator_console.ui.knowledge", "operator_console.ui.visitor"),
    *("operator_console.ui.preferences", "operator_console.ui.signin", "operator_console.ui.kit.sounds"),
    *("operator_console.ui.shell.storage_notices", "operator_console.ui.shell.kept_list"),
    *("operator_console.backends.native.backend", "operator_console.backends.native.credentials"),
    *("operator_console.backends.native.http_client", "operator_console.runtime.connection"),
    *(f"operator_console.protocol.{name}" for name in ("agent", "archive", "codec", "events", "frames", "handling")),
    *(f"operator_console.protocol.{name}" for name in ("http", "practice", "reports", "staffing", "team", "visitor")),
    *(f"operator_console.desk.{name}" for name in ("devices", "practice_cases")),
    *("operator_console.ui.kit.dialog", "operator_console.ui.conversation.emoji_popup"),
    *("logging.handlers", "mimetypes", "pickle", "getopt", "html", "zoneinfo"),
    *("asyncio.events", "qasync", "_ssl", "socket", "concurrent.futures"),  # "asyncio" itself only stands there
    *("operator_console.app.ending", "operator_console.ui.ports", "operator_console.ui.conversation.closed_panel"),
    *(f"operator_console.desk.{name}" for name in ("article_seeds", "manners", "mix_ups", "people")),
)
START = """
import os, sys
from operator_console.app import light_enums, light_imports, window_command

real, create = window_command.import_qt_alone, light_enums._create
made = []

def create_and_note(*arguments, **options):
    made.append(create(*arguments, **options))
    return made[-1]

def import_qt_and_watch():
    light_enums._create = create_and_note
    real()
    from operator_console.app.console import Console

    def tell(self, status=0):
        print("modules", *sorted(sys.modules))
        print("waiting", *sorted(light_imports._postponed))
        print("classes", *sorted({kind.__qualname__.split(".")[0] for kind in made}), flush=True)
        os._exit(0)

    Console.quit = tell

window_command.import_qt_alone = import_qt_and_watch
from operator_console.app.cli import main
main(["--data-dir", sys.argv[1]])
"""


def test_the_first_frame_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    agent = Agent(id=AgentId("ag_1"), account="sanne", name="Sanne Vermeer", first_name="Sanne", role=Role.AGENT)
    known = {"server": "http://127.0.0.1:9", "account": "sanne", "token": "keyring", "agent": to_builtins(agent)}
    (tmp_path / "settings.json").write_text(json.dumps({ACCOUNTS.key: [known]}), "utf-8")
    environment = {**os.environ, "OPERATOR_CONSOLE_EXIT_WHEN_PAINTED": "1"}
    command = [sys.executable, "-c", START, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    painted, modules, waiting, classes = (line.split() for line in done.stdout.splitlines())
    assert painted == ["painted", "shell"], done.stderr
    early = [name for name in NOT_YET if any(each == name or each.startswith(f"{name}.") for each in modules)]
    assert not early
    assert "shibokensupport/signature/parser.py" in waiting
    if sys.version_info[:2] <= KNOWN_TO:  # on later Pythons nobody of ours is there when classes are made
        assert "QWidget" in classes
    assert not {"QWizard", "QMessageBox", "QHeaderView", "QMdiArea"} & set(classes), "all classes of widgets were made"
