"""A poor line, made by the kernel in a network namespace of its own: a fifth of the packets lost, and 1 Mbit/s."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.poor_line_run import ROUNDS
from tests.faults.servers import ROOT

pytestmark = pytest.mark.soak

LOSS = (
    "nft add table inet line && nft 'add chain inet line in { type filter hook input priority 0; }' && "
    "nft add rule inet line in numgen random mod 100 '<' 20 counter drop"
)
SLOW = "tc qdisc add dev lo root tbf rate 1mbit burst 16kb latency 400ms"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "make, needs",
    [
        pytest.param(LOSS, "nft", id="a fifth is lost"),
        pytest.param(SLOW, "tc", id="1 Mbit/s"),
    ],
)
def test_a_poor_line_loses_nothing(tmp_path: Path, make: str, needs: str) -> None:
    """Catches a side that gives up, sends twice or shows another order when packets are repeated by the system."""
    _line_or_skip(make, needs)
    script = f'ip link set lo up && {make} && "$0" -m tests.faults.poor_line_run "$1" && nft list ruleset; '
    run = _inside(script, sys.executable, str(tmp_path))
    assert f"ticked {2 * ROUNDS}" in run.stdout, run.stdout + run.stderr
    if needs == "nft":
        assert "counter packets 0 " not in run.stdout, "nothing was lost: the rule did not work"


def _line_or_skip(make: str, needs: str) -> None:
    for program in ("unshare", "ip", needs):
        if shutil.which(program, path=PLACES) is None:
            pytest.skip(f"{program} is not here")
    probe = _inside(f"ip link set lo up && {make}")
    if probe.returncode:
        pytest.skip(f"this kernel does not allow it: {probe.stderr.strip()}")


def _inside(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["unshare", "--map-root-user", "--net", "sh", "-c", script, *arguments]
    environment = {**os.environ, "PATH": PLACES}
    return subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, env=environment, cwd=ROOT)
