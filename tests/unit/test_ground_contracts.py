"""Shows that every import contract breaks when a fault is planted in a copy of the code's imports."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
]
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"

# Contract, file of the package, the line that must not be there.
FAULTS = [
    ("console-layers", "desk/planted.py", "import operator_console.ui"),
    ("console-layers", "storage/planted.py", "import operator_console.backends"),
    ("console-layers", "attic/__init__.py", ""),
    ("server-layers", "knowledge/planted.py", "import operator_console.server"),
    ("server-layers", "protocol/planted.py", "import operator_console.runtime"),
    ("server-without-console", "server/planted.py", "import operator_console.storage"),
    ("console-without-server", "ui/kit/planted.py", "import operator_console.server"),
    ("screens", "ui/chats/planted.py", "import operator_console.ui.conversation"),
    ("screens", "ui/kit/planted.py", "import operator_console.ui.shell"),
    ("adapters", "backends/native/planted.py", "import operator_console.backends.registry"),
    ("qt-in-ui-only", "desk/planted.py", "from PySide6.QtCore import QObject"),
    ("sql-in-stores-only", "server/planted.py", "import sqlalchemy"),
    ("sql-in-stores-only", "knowledge/planted.py", "import sqlite3"),
    ("values-without-io", "domain/planted.py", "import asyncio"),
]


def _copy_imports(target: Path) -> None:
    """Write the package anew with nothing but its import statements."""
    for source in (ROOT / "operator_console").rglob("*.py"):
        tree = ast.parse(source.read_text("utf-8"))
        imports = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        copy = target / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("\n".join(imports), "utf-8")
    (target / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")


def _lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    limit = ["--contract", contract] if contract else []
    command = [sys.executable, "-c", LINT, "--no-logo", "--no-cache", *limit]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code's imports."""
    folder = tmp_path_factory.mktemp("house")
    _copy_imports(folder)
    return folder


def test_every_contract_has_a_planted_fault() -> None:
    assert {contract for contract, _, _ in FAULTS} == set(CONTRACTS)


def test_the_house_stands(house: Path) -> None:
    result = _lint(house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("contract, file, line", FAULTS)
def test_a_planted_fault_breaks_the_contract(house: Path, contract: str, file: str, line: str) -> None:
    planted = house / "operator_console" / file
    created = not planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line, "utf-8")
    try:
        result = _lint(house, contract)
    finally:
        planted.unlink()
        if created:
            planted.parent.rmdir()
    assert result.returncode == 1, result.stdout + result.stderr
    importer = "operator_console." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert importer in result.stdout.replace("\n", ""), result.stdout
