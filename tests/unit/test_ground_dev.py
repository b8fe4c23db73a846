"""Tests of the door for people, as far as it works without installing anything; knows dev.py only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


def _door(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    command = [sys.executable, "dev.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_help_names_every_command() -> None:
    result = _door("--help")
    assert result.returncode == 0
    assert [name for name in dev.COMMANDS if f"\n  {name} " not in result.stdout] == []


def test_an_unknown_command_gets_the_help() -> None:
    result = _door("tset")
    assert (result.returncode, result.stdout) == (2, dev.USAGE)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_the_demo_without_a_screen_says_what_to_do() -> None:
    result = _door("demo")
    assert result.returncode == 2
    assert "--headless --screenshots DIR" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_old_python_gets_a_sentence() -> None:
    script = "import sys; sys.version_info = (3, 10, 4); sys.version = '3.10.4 (main)'; exec(open('dev.py').read())"
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == "Operator Console needs Python 3.11 or newer; this is 3.10.4.\n"


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="without Xvfb there is no private screen")
def test_a_stage_has_screens_of_its_own_and_takes_them_away() -> None:
    with dev._stage(2) as environment:
        displays = environment["OPERATOR_CONSOLE_TEST_DISPLAYS"].split()
        runtime = Path(environment["XDG_RUNTIME_DIR"])
        sockets = [Path("/tmp/.X11-unix") / f"X{display.removeprefix(':')}" for display in displays]
        assert environment["DISPLAY"] == displays[0]
        assert displays[0] != displays[1]
        assert all(socket.exists() for socket in sockets)
        assert runtime.stat().st_mode & 0o077 == 0
        assert environment["DBUS_SESSION_BUS_ADDRESS"] != os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    assert not any(socket.exists() for socket in sockets)
    assert not runtime.exists()


def test_the_stamp_follows_what_the_environment_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("uv.txt", "dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(dev, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    first = dev._stamp()
    assert dev._stamp() == first
    (tmp_path / "dev.txt").write_text("2")
    assert dev._stamp() != first
