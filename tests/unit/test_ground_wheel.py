"""Builds the wheel and looks into it: the code with its resources, and nothing else."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel."""
    folder = tmp_path_factory.mktemp("dist")
    (artifact,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(artifact)


def test_resources_are_packed_beside_the_code(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    wanted = {
        f"operator_console/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*.md")
    }
    assert wanted
    assert wanted <= names


def test_nothing_else_is_packed(packed: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in packed.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"operator_console"}
    assert [name for name in packed.namelist() if "__pycache__" in name] == []


def test_the_command_is_there(packed: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in packed.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "operator-console = operator_console.app.cli:main" in packed.read(entry_points).decode()
