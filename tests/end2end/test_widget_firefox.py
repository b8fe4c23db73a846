"""The widget in the Firefox that visitors have: a chat there and back, over a reload, also in a private window."""

from pathlib import Path

import pytest

from tests.end2end.firefox_fixtures import firefox, open_firefox
from tests.end2end.widget_fixtures import open_floor

ROOT = "document.querySelector('operator-console-chat')?.shadowRoot"
SAID = f"[...({ROOT}?.querySelectorAll('.message .text') ?? [])].map((one) => one.textContent).join('|')"

pytestmark = pytest.mark.skipif(firefox() is None, reason="no Firefox on this machine")


@pytest.mark.parametrize(
    "private",
    [pytest.param(False, id="window", marks=pytest.mark.soak), pytest.param(True, id="private window")],
)
async def test_a_chat_there_and_back(tmp_path: Path, *, private: bool) -> None:
    async with open_floor(tmp_path) as floor, open_firefox(tmp_path, private=private) as tab:
        address = f"{floor.server.base}/shop/fietsenwereld/"
        await tab.goto(address)
        await tab.until(f"{ROOT}?.querySelector('.launcher')?.getBoundingClientRect().width > 40")
        await tab.click(f"{ROOT}.querySelector('.launcher')")
        await tab.until(f"{ROOT}.activeElement?.tagName === 'TEXTAREA'")
        await tab.type("Past deze fiets in de trein?\n")
        chat = await floor.agent.heard("Past deze fiets in de trein?")
        await floor.agent.say(chat, "Ja, als hij is opgevouwen.")
        await tab.until(f"({SAID}).endsWith('|Ja, als hij is opgevouwen.')")
        await tab.goto(address)
        await tab.until(f"({SAID}) === 'Past deze fiets in de trein?|Ja, als hij is opgevouwen.'")
        assert tab.complaints == []
