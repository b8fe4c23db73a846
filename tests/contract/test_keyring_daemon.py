"""The token vault with the real gnome-keyring daemon: unlocked, locked, without a collection; nobody to ask."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from operator_console.storage.token_vault import TokenPlace, VaultProblem
from tests.contract.keyring_run import TOKEN

ROOT = Path(__file__).resolve().parents[2]
DAEMON = "gnome-keyring-daemon"
UNLOCKED = f"printf '%s' 'the collection password' | {DAEMON} --unlock --components=secrets >/dev/null"
STARTED = f"{DAEMON} --start --components=secrets >/dev/null"
"""As on a machine whose session did not unlock it: automatic login, a changed password, a session over the network."""
pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is of Linux"),
    pytest.mark.skipif(shutil.which(DAEMON) is None, reason="there is no Secret Service here"),
]


def _session(folder: Path, daemon: str, what: str) -> tuple[str, str | None, str | None]:
    """Run the vault once in a session of its own, and return place, problem and what it found."""
    run = folder / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    environment |= {"XDG_RUNTIME_DIR": str(run), "PYTHONPATH": str(ROOT)}
    script = f"set -e; {daemon}; '{sys.executable}' -m tests.contract.keyring_run {what}"
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=90,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    place, problem, told = json.loads(done.stdout.splitlines()[-1])
    return place, problem, told


def test_a_locked_collection_keeps_its_secret_and_the_run_goes_on_in_memory(tmp_path: Path) -> None:
    assert _session(tmp_path, UNLOCKED, "keep") == (TokenPlace.KEYRING, None, TOKEN)
    assert _session(tmp_path, STARTED, "get") == (TokenPlace.MEMORY, VaultProblem.LOCKED, None)
    assert _session(tmp_path, STARTED, "keep") == (TokenPlace.MEMORY, VaultProblem.LOCKED, TOKEN)
    assert _session(tmp_path, UNLOCKED, "get") == (TokenPlace.KEYRING, None, TOKEN)


@pytest.mark.parametrize("what, told", [("get", None), ("keep", TOKEN)])
def test_a_keyring_without_a_collection_is_said_and_the_run_goes_on_in_memory(
    tmp_path: Path, what: str, told: str | None
) -> None:
    assert _session(tmp_path, STARTED, what) == (TokenPlace.MEMORY, VaultProblem.NO_COLLECTION, told)
    assert list(tmp_path.rglob("*.keyring")) == []
