"""Sounds: small files, played by what the platform has, silent and honest where it has nothing."""

import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from operator_console.settings.file import Settings
from operator_console.settings.options import ALERT_VOLUME
from operator_console.ui.kit import sounds
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.sounds import SOUNDS, Sounds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def player(folder: Path, exit_code: int) -> Path:
    script = folder / "a-player"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/heard"\nexit {exit_code}\n')
    script.chmod(0o755)
    return script


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str) -> None:
    monkeypatch.setattr(sounds, "PLAYERS", {sys.platform: ((name,),)})
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_files_are_small_and_whole(context: UiContext) -> None:
    for sound in SOUNDS:
        path = context.resources.sounds / f"{sound}.wav"
        assert path.stat().st_size < 20_000
        with wave.open(str(path)) as file:
            assert file.getnchannels() == 1
            assert 0.1 < file.getnframes() / file.getframerate() < 1.0


def test_plays_at_the_volume(context: UiContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player(tmp_path, 0)
    use(monkeypatch, tmp_path, "a-player")
    context.settings.set(ALERT_VOLUME, 50)
    played = Sounds(context.resources, context.settings)
    assert played.play("message")
    assert played.play("message"), "the same sound again while it is heard"
    qtbot.waitUntil(lambda: not played.heard("message"))
    heard = Path((tmp_path / "heard").read_text().strip())
    assert loudest(heard) == pytest.approx(loudest(context.resources.sounds / "message.wav") * 0.25, rel=0.01)


def test_says_when_the_player_fails(
    context: UiContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player(tmp_path, 3)
    use(monkeypatch, tmp_path, "a-player")
    played = Sounds(context.resources, context.settings)
    with qtbot.waitSignal(played.failed) as failed:
        played.play("deadline")
    assert failed.args == ["a-player"]


def test_silent_where_nothing_plays(context: UiContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path, "no-such-player")
    played = Sounds(context.resources, Settings(None))
    assert played.player == ""
    assert not played.play("new_chat")
    with pytest.raises(KeyError):
        played.play("fanfare")


def loudest(path: Path) -> int:
    import array

    with wave.open(str(path)) as file:
        return int(max(abs(value) for value in array.array("h", file.readframes(file.getnframes()))))
