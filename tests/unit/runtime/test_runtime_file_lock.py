"""The lock of one process on a folder, with real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from operator_console.runtime.file_lock import FileLock

HOLD = """
import sys, time
from pathlib import Path
from operator_console.runtime.file_lock import FileLock
print(FileLock(Path(sys.argv[1])).take(), flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_kept_out_until_the_first_is_killed(tmp_path: Path) -> None:
    """Catches a lock that does not hold between processes, and one that a killed process leaves behind."""
    path = tmp_path / "folder" / "lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "True\n"
    lock = FileLock(path)
    assert not lock.take()
    assert not lock.held
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    other.stdout.close()
    other.stdin.close()
    assert lock.take()
    assert not FileLock(path).take()
    lock.release()
    lock.release()
    again = FileLock(path)
    assert again.take()
    assert again.take()
    again.release()


def test_a_folder_that_cannot_be_made_is_another_matter_than_a_lock_that_is_held(tmp_path: Path) -> None:
    """Catches "somebody else has it" being said of a disk that cannot be written."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        FileLock(tmp_path / "file" / "lock").take()
