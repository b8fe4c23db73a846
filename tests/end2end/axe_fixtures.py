"""What axe-core finds in a page that a browser shows, as sentences; knows no page of ours."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


async def faults_of(page: Page, within: str | None = None) -> list[str]:
    """Return what breaks WCAG 2.2 AA, or good practice, one sentence each; shadow trees are looked into.

    Args:
        within: Only below this selector of the page, for what stands on somebody else's page.
    """
    found = await Axe().run(page, context=within, options=RULES)
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}: {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
