"""Care of the server's data: what it refuses to open, migrations that fail, backups with files, putting one back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from operator_console.domain.ids import AttachmentId
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.backup import FolderTaken, back_up, restore, take_folder
from operator_console.server.store import database as database_module
from operator_console.server.store import file_check
from operator_console.server.store.database import Database, DatabaseUnusable
from tests.contract.server_desk import fill

PICTURE = AttachmentId("at_picture")
FAILING_REVISION = """
from alembic import op
import sqlalchemy as sa

revision = "v9999_next"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("witness", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    made = ServerConfig(data_dir=tmp_path / "data")
    with open_administration(made) as administration:
        fill(administration)
    place = made.files / "re" / PICTURE
    place.parent.mkdir(parents=True)
    place.write_bytes(b"picture")
    (place.parent / "at_half.part").write_bytes(b"half")
    return made


def path_of(config: ServerConfig) -> Path:
    return config.data_dir / "server.sqlite3"


def sites(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM sites").fetchone()[0])


def add_events(path: Path, count: int) -> None:
    values = [("c:x", pos, 0, "message", False, "me", b"{}") for pos in range(1, count + 1)]
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM events")
        raw.executemany(
            "INSERT INTO events (stream, pos, at, kind, hidden, sender, body) VALUES (?, ?, ?, ?, ?, ?, ?)", values
        )


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def scratch(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(range(256)) * 200)


def into_text(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def into_nothing(path: Path) -> None:
    path.write_bytes(b"")


def into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def into_recipes(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE recipes (name)")


@pytest.mark.parametrize(
    "spoil, word",
    [
        (cut, "damaged"),
        (scratch, "damaged"),
        (into_text, "damaged"),
        (into_nothing, "empty"),
        (into_folder, "not a file"),
        (into_recipes, "another program"),
    ],
)
def test_what_is_no_whole_database_of_ours_is_refused_and_left_alone(
    config: ServerConfig, spoil: Callable[[Path], None], word: str
) -> None:
    """Catches a server that starts empty over damaged data, or writes its tables into somebody else's file."""
    path = path_of(config)
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(DatabaseUnusable, match=word):
        Database(config.database, config.backups)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert path.exists()


def test_the_check_is_bounded(config: ServerConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a start that takes as long as the database is large."""
    scratch(path_of(config))
    monkeypatch.setattr(file_check, "CHECK_LIMIT_S", 0.0)
    monkeypatch.setattr(file_check, "CHECK_STEPS", 1)
    file_check.check_file(path_of(config))


def test_a_failed_migration_changes_nothing_and_names_its_copy(
    config: ServerConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches a half migrated database, and one without a way back."""
    migrations = shutil.copytree(database_module.MIGRATIONS, config.data_dir / "migrations")
    head = ScriptDirectory(str(database_module.MIGRATIONS)).get_current_head()
    (migrations / "versions" / "v9999_next.py").write_text(FAILING_REVISION.format(head=head))
    with monkeypatch.context() as patched:
        patched.setattr(database_module, "MIGRATIONS", migrations)
        with pytest.raises(DatabaseUnusable, match="migrating the database failed"):
            Database(config.database, config.backups)
    (copy,) = config.backups.iterdir()
    for path in (path_of(config), copy):
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (head,)
            assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'witness'").fetchone() == (0,)
        assert sites(path) == 2
    Database(config.database, config.backups).close()


def test_a_locked_database_is_refused_with_the_reason(config: ServerConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a traceback, or waiting without end, where another program holds the file."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.1)
    with closing(sqlite3.connect(path_of(config), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnusable, match="another program holds it"):
            Database(config.database, config.backups)
        other.execute("ROLLBACK")


def test_a_backup_brings_back_database_and_files_in_a_new_epoch(config: ServerConfig, tmp_path: Path) -> None:
    """Catches a backup without uploads, a restore that throws the present away, and clients that keep old positions."""
    database = Database(config.database, config.backups)
    assert back_up(database, config, tmp_path / "backup") == 1
    with pytest.raises(DatabaseUnusable, match="exists already"):
        back_up(database, config, tmp_path / "backup")
    epochs = {database.epoch}
    database.close()
    assert not list((tmp_path / "backup").rglob("*.part"))
    later = config.files / "er" / "at_later"
    later.parent.mkdir()
    later.write_bytes(b"later")
    with closing(sqlite3.connect(path_of(config))) as raw, raw:
        raw.execute("DELETE FROM sites WHERE id = 'jump'")
    for turn in range(2):
        done = restore(config, tmp_path / "backup")
        assert (done.files, sites(path_of(config))) == (1, 2)
        assert done.set_aside is not None
        assert sites(done.set_aside / "server.sqlite3") == (1 if turn == 0 else 2)
        assert (done.set_aside / "files" / "er" / "at_later").exists() == (turn == 0)
        assert (config.files / "re" / PICTURE).read_bytes() == b"picture"
        assert not later.exists()
        again = Database(config.database, config.backups)
        epochs.add(again.epoch)
        again.close()
    assert len(epochs) == 3
    assert not list(config.data_dir.glob("restoring-*"))


def test_one_database_file_is_restored_and_uploads_stay(config: ServerConfig) -> None:
    """Catches that the copy made before a migration cannot be put back."""
    shutil.copy(path_of(config), config.data_dir / "before.sqlite3")
    assert restore(config, config.data_dir / "before.sqlite3").files is None
    assert (config.files / "re" / PICTURE).exists()


def test_a_bad_backup_and_a_running_server_are_refused(config: ServerConfig, tmp_path: Path) -> None:
    """Catches good data replaced by a damaged backup, and a database exchanged under a running server."""
    database = Database(config.database, config.backups)
    back_up(database, config, tmp_path / "backup")
    database.close()
    lock = take_folder(config)
    with pytest.raises(FolderTaken):
        restore(config, tmp_path / "backup")
    with pytest.raises(FolderTaken):
        take_folder(config)
    lock.release()
    scratch(tmp_path / "backup" / "server.sqlite3")
    before = path_of(config).read_bytes()
    with pytest.raises(DatabaseUnusable, match="damaged"):
        restore(config, tmp_path / "backup")
    with pytest.raises(DatabaseUnusable, match="holds no backup"):
        restore(config, tmp_path / "nowhere")
    assert path_of(config).read_bytes() == before


def test_an_old_file_copied_over_the_new_one_begins_a_new_epoch(config: ServerConfig, tmp_path: Path) -> None:
    """Catches positions given out a second time, under the same epoch, after somebody put a copy back by hand."""
    add_events(path_of(config), 5)
    first = Database(config.database, config.backups)
    first.note_reached()
    first.close()
    shutil.copy(path_of(config), tmp_path / "old.sqlite3")
    add_events(path_of(config), 9)
    second = Database(config.database, config.backups)
    second.note_reached()
    second.close()
    assert second.epoch == first.epoch
    shutil.copy(tmp_path / "old.sqlite3", path_of(config))
    third = Database(config.database, config.backups)
    third.close()
    assert third.epoch != first.epoch
    fourth = Database(config.database, config.backups)
    fourth.close()
    assert fourth.epoch == third.epoch
