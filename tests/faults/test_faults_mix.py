"""Everything at once for twelve seconds, in an order that a seed decides; `dev.py faults` does it for an hour."""

import sys
from pathlib import Path

import pytest

from tests.faults.campaign import Campaign
from tests.faults.cast import Cast

pytestmark = pytest.mark.soak

MINUTES = 12 / 60
SEED = 20


@pytest.mark.skipif(sys.platform == "win32", reason="signals are needed")
@pytest.mark.timeout(240)
async def test_a_mix_of_all_faults_keeps_every_promise(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    cast = Cast(tmp_path, SEED, visitors=4, desks=3, real=False)
    campaign = Campaign(cast, SEED, converged_limit_s=30.0)  # other tests share the machine
    try:
        await cast.start()
        await campaign.run(MINUTES)
    finally:
        await cast.close()
    assert campaign.findings == []
    assert campaign.result.acknowledged > 10
    assert campaign.result.faults > 2
