"""Vectors on disk: whole or not at all, and nothing of another version is read."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.knowledge import sense_vectors
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.sense_vectors import KEY, ROW, read_vectors, vectors_path, write_vectors

KEYS = [f"{number:016x}" for number in range(3)]
ROWS = bytes(range(256)) * (3 * ROW // 256)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = vectors_path(tmp_path / "deep", "1.0")
    write_vectors(path, KEYS, ROWS)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    keys, rows = read_vectors(path)
    assert keys == KEYS
    assert bytes(rows) == ROWS


def test_none_at_all_are_read_as_well(path: Path) -> None:
    write_vectors(path, [], b"")
    assert read_vectors(path) == ([], memoryview(b""))


@given(at=st.integers(0, 3 * (KEY + ROW)), bit=st.integers(0, 7))
def test_a_damaged_file_is_never_read(tmp_path_factory: pytest.TempPathFactory, at: int, bit: int) -> None:
    path = vectors_path(tmp_path_factory.mktemp("vectors"), "1.0")
    write_vectors(path, KEYS, ROWS)
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(IndexUnusable):
        read_vectors(path)


@pytest.mark.parametrize("left", [0, 1, 12, 20, 100, -1])
def test_a_cut_file_is_never_read(path: Path, left: int) -> None:
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(IndexUnusable):
        read_vectors(path)


def test_a_file_of_another_model_is_not_read_and_goes_with_the_next_writing(path: Path) -> None:
    newer = vectors_path(path.parent, "2.0")
    newer.write_bytes(path.read_bytes())
    with pytest.raises(IndexUnusable):
        read_vectors(newer)
    write_vectors(newer, KEYS, ROWS)
    assert [other.name for other in path.parent.iterdir()] == [newer.name]


def test_no_file_is_no_vectors(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        read_vectors(tmp_path / "none")
    with pytest.raises(IndexUnusable):
        read_vectors(tmp_path)


def test_a_full_disk_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_vectors(path, KEYS[:1], ROWS[:ROW])
    monkeypatch.undo()
    assert read_vectors(path)[0] == KEYS
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_the_name_tells_format_and_model(tmp_path: Path) -> None:
    assert vectors_path(tmp_path, "0.2.1").name == f"sense-{sense_vectors.FORMAT}-0.2.1"
