"""Holds the locked requirement files, pyproject.toml and docs/dependencies.md against each other."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ROOT / "packaging" / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]


def _name(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def _pins(file: str) -> dict[str, str]:
    """Return every locked line by name and marker, with its version and hashes."""
    text = re.sub(r"\\\n", " ", (LOCKED / file).read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert all("==" in line for line in lines), lines
    return {re.sub(r"==\S+", "", line.split("--hash")[0]).strip(): line for line in lines}


@pytest.mark.parametrize("file", ["runtime.txt", "dev.txt", "uv.txt"])
def test_every_locked_line_has_a_hash_and_none_an_address(file: str) -> None:
    pins = _pins(file)
    assert pins
    assert [line for line in pins.values() if "--hash=sha256:" not in line] == []
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links|@ ", (LOCKED / file).read_text("utf-8"))


@pytest.mark.parametrize("wanted, file", [(RUNTIME, "runtime.txt"), (RUNTIME + DEV, "dev.txt"), (["uv"], "uv.txt")])
def test_every_dependency_is_locked(wanted: list[str], file: str) -> None:
    locked = {_name(key) for key in _pins(file)}
    assert [requirement for requirement in wanted if _name(requirement) not in locked] == [], (
        "run `python3 dev.py lock`"
    )


def test_tests_run_with_what_the_product_runs_with() -> None:
    runtime, everything = ({line.split()[0] for line in _pins(file).values()} for file in ("runtime.txt", "dev.txt"))
    assert runtime <= everything


def test_every_dependency_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = {_name(name) for name in re.findall(r"^\| ([\w-]*\w) \|(?: .+ \|){3}$", text, re.MULTILINE)} - {
        "library"
    }
    assert explained == {_name(requirement) for requirement in [*RUNTIME, *DEV, "uv"]}
