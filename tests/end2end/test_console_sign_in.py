"""Staying signed in: with a real Secret Service the token is in the keyring alone, without one in memory alone."""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from operator_console.storage.token_vault import SERVICE
from tests.end2end.console_fixtures import ACCOUNT
from tests.end2end.console_remembered_run import HALF, TEXT
from tests.end2end.widget_fixtures import PASSWORD, ShopServer

ROOT = Path(__file__).resolve().parents[2]
RUN = "tests.end2end.console_sign_in_run"
REMEMBERED = "tests.end2end.console_remembered_run"
ASK = f"""
import json, keyring
backend = keyring.get_keyring()
print(json.dumps([type(backend).__module__, keyring.get_password({SERVICE!r}, NAME)]))
"""
WITH_KEYRING = """
set -e
printf '%s' 'the collection password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
"""
DAEMON_DIED = "couldn't connect to control socket"
LIMIT_S = 45


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ShopServer]:
    shop = ShopServer(tmp_path)
    shop.furnish()
    await shop.start()
    yield shop
    await shop.stop()


@pytest.mark.skipif(shutil.which("gnome-keyring-daemon") is None, reason="there is no Secret Service here")
async def test_the_token_is_in_the_keyring_and_in_no_file(server: ShopServer, tmp_path: Path) -> None:
    ask = [sys.executable, "-c", ASK.replace("NAME", repr(f"{ACCOUNT} @ {server.base}"))]
    secrets = str(tmp_path.parent / f"{tmp_path.name}.secrets")

    def commands(console: Path) -> list[list[str]]:
        run = [sys.executable, "-m", RUN, server.base, str(console), secrets]
        return [run, ask, run, ask]

    first, kept, second, kept_then = await _in_session(commands, tmp_path)
    assert first == {
        "asked": True,
        "token_place": "Kept in the keyring of your system, never in a file.",
        "live": True,
        "agent": "Sanne Vermeer",
    }
    assert second == {"asked": False, "live": True, "agent": "Sanne Vermeer"}
    assert kept[0] == kept_then[0] == "keyring.backends.SecretService"
    assert kept[1]
    assert kept_then[1]
    for secret in (kept[1], kept_then[1], PASSWORD):
        assert _files_with(secret, tmp_path) == []


@pytest.mark.skipif(shutil.which("gnome-keyring-daemon") is None, reason="there is no Secret Service here")
async def test_a_remembered_account_is_on_screen_before_anything_waits_and_works(
    server: ShopServer, tmp_path: Path
) -> None:
    """The real command line, with a chat, an answer and half a sentence in its files the second time."""
    secrets = str(tmp_path.parent / f"{tmp_path.name}.secrets")

    def commands(console: Path) -> list[list[str]]:
        first = [sys.executable, "-m", RUN, server.base, str(console), secrets]
        return [first, *([sys.executable, "-m", REMEMBERED, str(console), what] for what in ("answer", "look"))]

    async with aiohttp.ClientSession(headers={"Origin": server.base}) as http:
        visitor = await http.ws_connect(f"{server.base}/ws/visitor")
        page = {"url": f"{server.base}/shop/fietsenwereld/", "title": "Shop"}
        hello = {"type": "hello", "versions": [1], "site_id": "fietsenwereld", "visit_key": "remembered-visit-0001"}
        await visitor.send_json({**hello, "page": page})
        while (await visitor.receive_json(timeout=10))["type"] != "welcome":
            pass
        await visitor.send_json({"type": "send", "client_id": "remembered-1", "text": "hallo"})
        _signed_in, answered, looked = await _in_session(commands, tmp_path)
    assert answered["live"]
    assert looked["frame"]["asyncio"] is False
    assert looked["frame"]["texts"][0] == HALF
    assert [text for text in looked["frame"]["texts"][1:] if text] == ["hallo", TEXT]
    assert looked["live"]
    logs = [path.read_text("utf-8") for path in tmp_path.glob("*/log/console.log")]
    assert not [log for log in logs if "ERROR" in log]


@pytest.mark.soak
async def test_without_a_bus_it_works_and_says_so(server: ShopServer, tmp_path: Path) -> None:
    console = tmp_path / "console"
    run = [sys.executable, "-m", RUN, server.base, str(console), str(tmp_path.parent / f"{tmp_path.name}.secrets")]
    first, second = [json.loads(line) for _ in range(2) for line in await _output(run, tmp_path)]
    for told in (first, second):
        assert told["asked"]
        assert told["live"]
        assert "keyring" in told["token_place"]
        assert told["token_place"] != "Kept in the keyring of your system, never in a file."
    tokens = (tmp_path.parent / f"{tmp_path.name}.secrets").read_text("utf-8").split()
    assert tokens
    for secret in (*tokens, PASSWORD):
        assert _files_with(secret, tmp_path) == []


async def _in_session(commands: Callable[[Path], list[list[str]]], folder: Path) -> list[Any]:
    """Run commands one after the other in one session with an unlocked keyring, and return what each said.

    Once more, with another folder of the console's, when the session's own keyring daemon died meanwhile: now and then
    it does as a client leaves, and that says nothing of the console.
    """
    script = WITH_KEYRING.replace('"$@"', "\n".join(_quoted(command) for command in commands(folder / "console")))
    try:
        lines = await _output(["dbus-run-session", "--", "bash", "-c", script], folder)
    except (AssertionError, TimeoutError):
        if DAEMON_DIED not in (folder / "run.log").read_text("utf-8", "replace"):
            raise
        script = WITH_KEYRING.replace('"$@"', "\n".join(_quoted(command) for command in commands(folder / "again")))
        lines = await _output(["dbus-run-session", "--", "bash", "-c", script], folder)
    return [json.loads(line) for line in lines]


def _quoted(command: list[str]) -> str:
    return " ".join("'" + part.replace("'", "'\\''") + "'" for part in command)


async def _output(command: list[str], folder: Path) -> list[str]:
    """Run a command in surroundings of its own, without the test's bus and keyring, and return its lines."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBUS_", "GNOME_", "PYTHON_KEYRING", "XDG_", "PYTEST_"))
    }
    for variable in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
        path = folder / "xdg" / variable.lower()
        path.mkdir(parents=True, mode=0o700, exist_ok=True)
        environment[f"XDG_{variable}"] = str(path)
    with (folder / "run.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=log
        )
        try:
            output, _ = await asyncio.wait_for(process.communicate(), LIMIT_S)
        finally:
            if process.returncode is None:
                process.kill()
    assert process.returncode == 0, (folder / "run.log").read_text("utf-8", "replace")[-4000:]
    return output.decode().splitlines()


def _files_with(secret: str, folder: Path) -> list[str]:
    """Return the files below a folder that hold these bytes; the server's own are left out, it has hashes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in found if secret.encode() in path.read_bytes()]
