"""The demo command as a person runs it: by itself under a screen, and its one sentence where there is none."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageStat

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "operator_console", "demo"]
LIMIT_S = 300
"""It takes some thirty pictures, beside other processes of tests."""
THEME = "dark"
"""One is enough here: each screen has its own tests in both."""
SIZED = ("window", "articles", "wall", "archive", "figures", "staffing", "visitors", "sites")
SHEETS = ("article", "practice", "big-wall", "transfer", "end-of-shift", "sign-in", "preferences", "shortcuts")
SCREENS = {f"{name}-{THEME}-{width}" for name in SIZED for width in (1024, 1440)} | {
    f"{name}-{THEME}" for name in SHEETS
}
WIDGETS = {"widget-light", "widget-dark", "widget-phone-light", "widget-phone-dark"}


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder for temporary files whose name leaves room for a browser's socket."""
    with tempfile.TemporaryDirectory(prefix="oc-") as name:
        yield Path(name)


@pytest.mark.timeout(LIMIT_S + 10)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_the_demo_runs_by_itself_and_leaves_nothing_behind(tmp_path: Path, short_folder: Path) -> None:
    folder = tmp_path / "pictures"
    mark = f"OPERATOR_CONSOLE_TEST_RUN={tmp_path}"
    arguments = ["--headless", "--lang", "en", "--theme", THEME, "--seconds", "8", "--screenshots", str(folder)]
    environment = {**os.environ, "OPERATOR_CONSOLE_TEST_RUN": str(tmp_path), "TMPDIR": str(short_folder)}
    # Without a bus of the session, libdbus would start one that lives as long as the screen.
    environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Demo shop: http://127\.0\.0\.1:\d+/shop/fietsenwereld/$", done.stdout, re.MULTILINE)
    assert re.search(r"^answered [1-9]\d* times", done.stdout, re.MULTILINE)
    names = {path.stem.removesuffix("-en") for path in folder.glob("*-en.png")}
    assert names >= SCREENS | WIDGETS, done.stderr
    for path in folder.glob("*.png"):
        assert _colours(path) > 16, path.name
    assert _brightness(folder / f"window-{THEME}-1440-en.png") < 100
    assert _processes_with(mark) == []
    assert list(short_folder.glob("operator-console-*")) == []
    assert "Traceback" not in done.stderr
    assert "WARNING operator_console" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_it_says_one_sentence(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        COMMAND, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--headless --screenshots" in done.stderr


def _colours(path: Path) -> int:
    with Image.open(path) as image:
        return len(image.convert("RGB").quantize(256).getcolors() or [])


def _brightness(path: Path) -> float:
    """Return the mean of a picture, 0 to 255."""
    with Image.open(path) as image:
        return float(ImageStat.Stat(image.convert("L")).mean[0])


def _processes_with(mark: str) -> list[str]:
    """Return the processes that inherited a mark of ours in their surroundings."""
    name, _, value = mark.partition("=")
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(name) == value:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found
