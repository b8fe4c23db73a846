#!/usr/bin/env python3
"""The one door for people: set everything up and run the product, its tests or its tools; knows no room of the product.

It uses the standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (an older Python deserves a sentence, too)
    sys.exit(f"Operator Console needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TEST_WORKERS = 4
"""One more than the cores of a small machine: many tests wait for a process or a clock."""
VENV = ROOT / ".venv"
STAMP = VENV / "dev-stamp"
REQUIREMENTS = ROOT / "packaging" / "requirements"
CODE = ("operator_console", "tests", "bench", "tools", "dev.py")

WINDOW_PACKAGES = (
    *("libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "fonts-noto-color-emoji"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0", "libxcb-xkb1"),
)
HEADLESS_PACKAGES = (
    *("xvfb", "xauth", "gnome-keyring", "dbus", "dbus-x11", "libsecret-1-0"),
    *("libfaketime", "strace", "nftables", "iproute2"),  # for faults: clocks, what is opened, poor lines
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

USAGE = """\
usage: python3 dev.py <command> [arguments]

  demo    server, demo shop and console with practice visitors   (--no-practice, --lang nl|en,
          --theme light|dark, --headless --screenshots DIR)
  test    every check and every test but those that take long; arguments go to pytest, and then only the tests run
  soak    the tests that take long
  lint    format, style, types, import directions, house rules   (--fix mends what a tool can mend)
  bench   benchmarks                                             ([NAME], --json FILE, search --set FOLDER)
  day     a desk's day replayed at speed, ours against others    (--agents N, --visitors N, --json FILE)
  faults  random faults under load, with a checker               (--minutes N, --seed S, --json FILE)
  build   wheel and source archive into dist/
  lock    refresh the locked requirement files                   (--upgrade takes newer versions)
  map     write docs/map.md anew
  translate  take new texts of the window into resources/translations

Every command sets up what it needs by itself, in .venv.
"""


class Stop(Exception):
    """The command cannot go on; carries the sentence for the person and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


# ------------------------------------------------------------------------------------------- commands


def demo(arguments: list[str]) -> int:
    headless = "--headless" in arguments
    on_linux = sys.platform.startswith("linux")
    if on_linux and not headless and not _has_display():
        raise Stop(
            "There is no screen here: start it from a desktop session, "
            "or run `python3 dev.py demo --headless --screenshots DIR`.",
            2,
        )
    set_up(_packages(headless))
    with _stage(1 if headless else 0) as environment:
        return _run(_python("-m", "operator_console", "demo", *arguments), environment)


def test(arguments: list[str]) -> int:
    set_up(_packages(headless=True))
    with ThreadPoolExecutor(1) as beside, _stage(TEST_WORKERS) as environment:
        # The slowest check keeps one processor busy: the tests begin on the others.
        checks = beside.submit(_check, fix=False) if not arguments else None
        tests = [
            "-n",
            str(TEST_WORKERS),
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            *(arguments or ["-m", "not soak"]),
        ]
        code = _run(_python("-m", "pytest", *tests), environment)
        failed = checks.result() if checks is not None else []
    if failed:
        print(f"Not passed: {', '.join(failed)} (see above).")
    return code or (1 if failed else 0)


def soak(arguments: list[str]) -> int:
    set_up(_packages(headless=True))
    with _stage(1) as environment:
        return _run(_python("-m", "pytest", "-m", "soak", *arguments), environment)


def lint(arguments: list[str]) -> int:
    set_up(_packages())
    fix = "--fix" in arguments
    if fix:
        code_map([])
    failed = _check(fix=fix)
    if not _step("house rules", _python("-m", "pytest", "-q", "-p", "no:randomly", "tests/unit/test_house_rules.py")):
        failed.append("house rules")
    print(f"Not passed: {', '.join(failed)} (see above)." if failed else "All passed.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    set_up(_packages(headless=True))
    with _stage(0 if _has_display() else 1) as environment:
        return _run(_python("-m", "bench", *arguments), environment)


def day(arguments: list[str]) -> int:
    set_up([])
    return _run(_python("-m", "bench.day", *arguments))


def faults(arguments: list[str]) -> int:
    set_up(_packages(headless=True))
    with _stage(1) as environment:
        return _run(_python("-m", "tests.faults.campaign", *arguments), environment)


def build(arguments: list[str]) -> int:
    set_up([])
    return _run(_python("-m", "build", "--no-isolation", "--outdir", str(ROOT / "dist"), *arguments))


def lock(arguments: list[str]) -> int:
    set_up([])
    # Paths relative to the project: they are written into the comments of the files.
    folder = REQUIREMENTS.relative_to(ROOT).as_posix()
    flags = ["--quiet", "--system-certs", "--no-emit-index-url", "--universal", "--generate-hashes"]
    header = ["--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock"]
    compile_ = [*_python("-m", "uv", "pip", "compile"), *flags, *header]
    for sources, result in (
        (["pyproject.toml"], "runtime.txt"),
        (["pyproject.toml", "--group", "dev", "-c", f"{folder}/runtime.txt"], "dev.txt"),
        ([f"{folder}/uv.in"], "uv.txt"),
    ):
        if _run([*compile_, *arguments, *sources, "-o", f"{folder}/{result}"]):
            raise Stop(f"{result} could not be locked (see above).")
    set_up([])
    return 0


def translate(arguments: list[str]) -> int:
    set_up(_packages())
    return _run(_python("-m", "tools.translations", *arguments))


def code_map(arguments: list[str]) -> int:
    set_up([])
    return _run(_python("-m", "tools.code_map", *arguments))


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "soak": soak,
    "lint": lint,
    "bench": bench,
    "day": day,
    "faults": faults,
    "build": build,
    "lock": lock,
    "map": code_map,
    "translate": translate,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(USAGE, end="")
        return 0 if arguments and arguments[0] in {"-h", "--help", "help"} else 2
    # A polite end also ends what was started here, and children hear SIGINT though we were started in the background.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Each of the many processes of a run would compile everything anew: half of what a server's start costs.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return command(list(arguments[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


# --------------------------------------------------------------------------------------------- set-up


def set_up(packages: Sequence[str]) -> None:
    """Install the system packages that are missing, then make `.venv` what the locked files say.

    The stamp is written last: an interrupted set-up is simply done again.
    """
    needs = [*packages, "ca-certificates"]
    if importlib.util.find_spec("ensurepip") is None:
        needs.append("python3-venv")
    _install_packages(needs)
    stamp = _stamp()
    if STAMP.is_file() and STAMP.read_text() == stamp and _python_path().exists():
        return
    print("Setting up .venv (the first time takes a minute or two) ...", flush=True)
    if not _venv_is_usable():
        venv.create(VENV, clear=True, with_pip=True)
    pip = _python("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
    uv, into = _python("-m", "uv", "pip"), ["--quiet", "--system-certs", "--python", str(_python_path())]
    for command in (
        [*pip, "--require-hashes", "-r", str(REQUIREMENTS / "uv.txt")],
        [*uv, "sync", *into, "--compile-bytecode", "--require-hashes", str(REQUIREMENTS / "dev.txt")],
        [*uv, "install", *into, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        if _run(command):
            raise Stop("The set-up did not finish (see above); the same command tries again.")
    STAMP.write_text(stamp)


def _stamp() -> str:
    """Return what the environment is made of: the Python, the place and every file that decides its contents."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (REQUIREMENTS / "uv.txt", REQUIREMENTS / "dev.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _venv_is_usable() -> bool:
    if not _python_path().exists():
        return False
    script = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run(_python("-c", script), capture_output=True, check=False).returncode == 0


def _packages(headless: bool = False) -> list[str]:
    """Return the Debian packages for a window, and for running one without a screen beside a browser."""
    if not headless:
        return list(WINDOW_PACKAGES)
    browser = [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
    return [*WINDOW_PACKAGES, *HEADLESS_PACKAGES, *browser]


def _install_packages(names: Sequence[str]) -> None:
    if not names or not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    known = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    present = {line.split()[0] for line in known.splitlines() if line.endswith(" installed")}
    missing = [name for name in names if name not in present]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    by_hand = f"Some system packages are missing. This installs them:\n  sudo {' '.join(install)}"
    become = _root_prefix()
    if become is None:
        raise Stop(by_hand)
    print(f"Installing system packages: {' '.join(missing)} ...", flush=True)
    update = [*become, "apt-get", "update", "-q"]
    if not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
        _quietly(update)
    # A list that is too old names files that are gone: once more with a fresh one.
    if not _quietly([*become, *install]) and not (_quietly(update) and _quietly([*become, *install], loud=True)):
        raise Stop(by_hand)


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None when that needs a password."""
    plain = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return plain
    if shutil.which("sudo") and _quietly(["sudo", "-n", "true"]):
        return ["sudo", "-n", *plain]
    return None


# ------------------------------------------------------------------------------------------- screens


@contextlib.contextmanager
def _stage(screens: int) -> Iterator[dict[str, str]]:
    """Give a run a private session: `screens` X servers and a message bus of its own (Linux only).

    Yields:
        The environment for the run. With no screens it is the person's own session.
    """
    environment = dict(os.environ)
    if not screens or not sys.platform.startswith("linux"):
        yield environment
        return
    with contextlib.ExitStack() as stack:
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="operator-console-"))
        environment |= {"XDG_RUNTIME_DIR": runtime}
        environment.pop("WAYLAND_DISPLAY", None)
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_service(bus, environment))
        screen = ["Xvfb", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset", "-displayfd", "{}"]
        displays = [f":{stack.enter_context(_service(screen, environment))}" for _ in range(screens)]
        environment |= {"DISPLAY": displays[0], "OPERATOR_CONSOLE_TEST_DISPLAYS": " ".join(displays)}
        yield environment


@contextlib.contextmanager
def _service(command: Sequence[str], environment: dict[str, str]) -> Iterator[str]:
    """Run a service while it is needed, and yield the line with which it tells its address.

    Args:
        command: In its last part `{}` stands for the file descriptor to write that line to.
        environment: Of the service.
    """
    if not shutil.which(command[0]):
        raise Stop(f"This needs {command[0]}, which is not installed.")
    reading, writing = os.pipe()
    with subprocess.Popen(
        [*command[:-1], command[-1].format(writing)], env=environment, pass_fds=(writing,), stderr=subprocess.DEVNULL
    ) as service:
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                address = pipe.readline().strip()
            if not address:
                raise Stop(f"{command[0]} did not start.")
            yield address
        finally:
            service.terminate()


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ---------------------------------------------------------------------------------------------- steps


def _check(*, fix: bool) -> list[str]:
    """Run every static check and return the names of those that failed."""
    code = [name for name in CODE if (ROOT / name).exists()]
    steps = {
        "style": _python("-m", "ruff", "check", "--quiet", *(["--fix"] if fix else []), "."),
        "format": _python("-m", "ruff", "format", "--quiet", *([] if fix else ["--check"]), "."),
        "types": _python("-m", "mypy", "--no-error-summary", *code),
        "import directions": [str(_python_path().with_name("lint-imports")), "--no-logo", "--no-cache"],
    }
    return [name for name, command in steps.items() if not _step(name, command)]


def _step(name: str, command: Sequence[str]) -> bool:
    """Run one check, print one line about it, and its output when it failed."""
    started = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    passed = result.returncode == 0
    print(f"{name:<20}{'passed' if passed else 'FAILED'}   {time.monotonic() - started:.1f} s", flush=True)
    if not passed:
        print(result.stdout.decode(errors="replace"), flush=True)
    return passed


def _quietly(command: Sequence[str], *, loud: bool = False) -> bool:
    output = None if loud else subprocess.DEVNULL
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False).returncode == 0


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Run a command to its end, in sight of the person; a SIGTERM for us becomes a polite end for it."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()  # the terminal has told it, too
        except SystemExit:
            process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=30)
            process.kill()
            raise


def _python(*arguments: str) -> list[str]:
    return [str(_python_path()), *arguments]


def _python_path() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
