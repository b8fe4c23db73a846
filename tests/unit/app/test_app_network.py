"""The operating system's word that the network changed, heard for real in a network namespace of the test's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
HEAR = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from operator_console.app.network import NetworkWatch

app = QCoreApplication([])
watch = NetworkWatch()
assert watch.hears
heard = []
watch.changed.connect(lambda: (heard.append(1), app.exit(0)))
cable = "ip link add up0 type veth peer name up1 && ip link set up1 up && ip link set up0 up"
line = f"{cable} && ip addr add 192.0.2.7/24 dev up0 && ip route add default via 192.0.2.1"
QTimer.singleShot(300, lambda: subprocess.run(["sh", "-c", line], check=True))
QTimer.singleShot(10_000, lambda: app.exit(1))
status = app.exec()
print("heard", len(heard))
sys.exit(status)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_a_network_that_comes_up_is_heard_once() -> None:
    inside = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or shutil.which("ip", path=PLACES) is None:
        pytest.skip("unshare or ip is not here")
    environment = {**os.environ, "PATH": PLACES, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    probe = _run([*inside, "ip", "link", "add", "up0", "type", "veth"], environment)
    if probe.returncode:
        pytest.skip(f"this kernel does not allow it: {probe.stderr.strip()}")
    run = _run([*inside, sys.executable, "-c", HEAR], environment)
    assert run.stdout == "heard 1\n", run.stdout + run.stderr


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
