"""Files in parts on disk: whatever order parts, crashes and repeats come in, the bytes are those of the file."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import AttachmentId
from operator_console.server.partial_files import KEPT_FOR, PartialFiles, TooMany

NOW = datetime(2026, 5, 1, tzinfo=UTC)
CONTENT = bytes(range(256)) * 4

_step = st.one_of(
    st.tuples(st.just("append"), st.integers(0, 400)),
    st.tuples(st.just("torn"), st.integers(1, 400)),
    st.tuples(st.just("garbage"), st.integers(1, 400)),
    st.tuples(st.just("crash"), st.just(0)),
    st.tuples(st.just("begin again"), st.just(0)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_step, max_size=25))
def test_any_order_of_parts_crashes_and_repeats_keeps_the_beginning_of_the_file(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = PartialFiles(folder)
        file = files.begin("vs_1", "key", "x.txt", len(CONTENT), NOW)
        known = 0
        for what, size in steps:
            piece = CONTENT[known : known + size]
            if what == "append":
                files.append(file, known, [piece[:50], piece[50:]])
                known += len(piece)
                file = files.arrived(file, known, NOW)
            elif what == "torn":  # written, and the server dies before it is counted
                files.append(file, known, [piece])
            elif what == "garbage":
                with files.path(file).open("ab") as opened:
                    opened.write(b"?" * size)
            elif what == "crash":
                files = PartialFiles(folder)
                files.load(NOW)
            else:
                assert files.begin("vs_1", "key", "x.txt", len(CONTENT), NOW).offset == known
            found = files.find(file.id, "vs_1")
            assert found is not None
            assert found.offset == known
            file = found
        files.append(file, known, [CONTENT[known:]])
        file = files.arrived(file, len(CONTENT), NOW)
        assert file.is_whole
        assert files.path(file).read_bytes() == CONTENT


def test_what_cannot_be_trusted_after_a_start_is_removed(tmp_path: Path) -> None:
    files = PartialFiles(tmp_path)
    kept = files.begin("vs_1", "", "x.txt", 10, NOW)
    files.append(kept, 0, [b"12345"])
    kept = files.arrived(kept, 5, NOW)
    lying = files.begin("vs_1", "", "x.txt", 10, NOW)
    (tmp_path / f"{lying.id}.json").write_bytes(
        (tmp_path / f"{lying.id}.json").read_bytes().replace(b'"offset":0', b'"offset":9')
    )
    old = files.begin("vs_1", "", "x.txt", 10, NOW - KEPT_FOR - timedelta(seconds=1))
    (tmp_path / "up_broken.json").write_bytes(b"{")
    (tmp_path / "up_lonely.part").write_bytes(b"x")
    (tmp_path / "somebody's.txt").write_bytes(b"x")
    again = PartialFiles(tmp_path)
    again.load(NOW)
    assert again.find(kept.id, "vs_1") == kept
    assert again.find(lying.id, "vs_1") is None
    assert again.find(old.id, "vs_1") is None
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([f"{kept.id}.json", f"{kept.id}.part", "somebody's.txt"])


def test_a_finished_file_keeps_its_answer_and_takes_no_room(tmp_path: Path) -> None:
    files = PartialFiles(tmp_path)
    attachment = Attachment(id=AttachmentId("at_1"), name="x.txt", content_type="text/plain", size_bytes=0)
    for number in range(40):
        file = files.begin("vs_1", f"key {number}", "x.txt", 0, NOW)
        files.finished(file, attachment)
    again = PartialFiles(tmp_path)
    again.load(NOW)
    assert again.begin("vs_1", "key 7", "x.txt", 0, NOW).attachment == attachment
    assert not list(tmp_path.glob("*.part"))


def test_everybody_together_has_a_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operator_console.server.partial_files.MAX_BYTES_ALL", 100)
    files = PartialFiles(tmp_path)
    first = files.begin("vs_1", "", "x.txt", 60, NOW)
    with pytest.raises(TooMany):
        files.begin("vs_2", "", "x.txt", 60, NOW)
    files.forget(first)
    assert files.begin("vs_2", "", "x.txt", 60, NOW).offset == 0


def test_somebody_else_s_file_is_not_there(tmp_path: Path) -> None:
    files = PartialFiles(tmp_path)
    file = files.begin("vs_1", "key", "x.txt", 60, NOW)
    assert files.find(file.id, "vs_2") is None
    assert files.begin("vs_2", "key", "x.txt", 60, NOW).id != file.id
