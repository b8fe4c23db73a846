"""Plays the alert sounds by the platform's own means; decides nothing about when."""

import array
import shutil
import sys
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir, QTimer, Signal

from operator_console.settings.file import Settings
from operator_console.settings.options import ALERT_VOLUME
from operator_console.ui.kit.resources import Resources

SOUNDS = ("new_chat", "message", "deadline")
PLAYERS = {"darwin": (("afplay",),), "linux": (("pw-play",), ("paplay",), ("aplay", "-q"))}
LONGEST_MS = 5_000


class Sounds(QObject):
    """Plays one of `SOUNDS` at the set volume; where nothing can play, it says so and stays silent.

    Signals:
        failed: Playing did not work, with the player's name.
    """

    failed = Signal(str)

    def __init__(self, resources: Resources, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = resources.sounds
        self._settings = settings
        self._scaled: QTemporaryDir | None = None
        self._processes: dict[str, QProcess] = {}
        self._player: tuple[str, ...] | None = None
        self._looked = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_MS)
        self._limit.timeout.connect(self._end_all)

    @property
    def player(self) -> str:
        """Name of what plays sounds here, or empty when nothing does."""
        if sys.platform == "win32":
            return "winsound"
        found = self._find_player()
        return Path(found[0]).name if found else ""

    def play(self, sound: str, louder: float = 1.0) -> bool:
        """Play `sound` at so many times the set volume, unless it is still heard; False when nothing can play it here.

        Raises:
            KeyError: There is no such sound.
        """
        if sound not in SOUNDS:
            raise KeyError(sound)
        if not self.player:
            return False
        if self.heard(sound):
            return True
        path = self._at_volume(sound, louder)
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return True
        self._start(sound, path)
        return True

    def heard(self, sound: str) -> bool:
        """Tell whether this sound is being played."""
        process = self._processes.get(sound)
        return process is not None and process.state() is not QProcess.ProcessState.NotRunning

    def _find_player(self) -> tuple[str, ...] | None:
        if not self._looked:
            self._looked = True
            for program, *arguments in PLAYERS.get(sys.platform, ()):
                if place := shutil.which(program):
                    self._player = (place, *arguments)
                    break
        return self._player

    def _start(self, sound: str, path: Path) -> None:
        command = self._find_player()
        if command is None:
            return
        process = self._processes.get(sound)
        if process is None:
            process = self._processes[sound] = QProcess(self)
            process.finished.connect(self._on_finished)
            process.errorOccurred.connect(self._on_error)
        self._limit.start()
        process.start(command[0], [*command[1:], str(path)])

    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if code != 0:
            self.failed.emit(self.player)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(self.player)

    def _end_all(self) -> None:
        for process in self._processes.values():
            process.kill()

    def _at_volume(self, sound: str, louder: float) -> Path:
        """Return the sound's file at the set volume, written once per volume: not every player has a volume."""
        percent = max(0, min(100, round(self._settings.get(ALERT_VOLUME) * louder)))
        source = self._folder / f"{sound}.wav"
        if percent == 100:
            return source
        if self._scaled is None:
            self._scaled = QTemporaryDir()
        target = Path(self._scaled.filePath(f"{sound}-{percent}.wav"))
        if not target.exists():
            _write_scaled(source, target, percent / 100)
        return target


def _write_scaled(source: Path, target: Path, share: float) -> None:
    with wave.open(str(source), "rb") as file:
        shape = file.getparams()
        values = array.array("h", file.readframes(file.getnframes()))
    loudness = share * share  # closer to how loudness is heard than a straight line
    scaled = array.array("h", (round(value * loudness) for value in values))
    with wave.open(str(target), "wb") as file:
        file.setparams(shape)
        file.writeframes(scaled.tobytes())
