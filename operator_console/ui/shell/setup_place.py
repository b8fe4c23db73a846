"""What the window asks of the sites' page: saving, and whether it may be left; knows nothing of other pages."""

from typing import TYPE_CHECKING, cast

from operator_console.ui.shell.pages import SETUP, Pages

if TYPE_CHECKING:
    from operator_console.ui.shell.screens import Setup


class SetupPlace:
    """The sites' page among the pages; it may never have been built."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @property
    def is_shown(self) -> bool:
        """Tell whether the page is on screen."""
        return self._pages.shown == SETUP

    @property
    def unsaved(self) -> bool:
        """Tell whether settings were changed and not saved."""
        page = self._page
        return page is not None and page.unsaved

    def save(self) -> None:
        """Save what was changed on the page."""
        page = self._page
        if page is not None:
            page.save()

    async def may_leave(self) -> bool:
        """Bring the page up and ask, where something is not saved; False when the agent stays."""
        if not self.unsaved:
            return True
        return await cast("Setup", self._pages.show(SETUP)).may_leave()

    @property
    def _page(self) -> "Setup | None":
        return cast("Setup | None", self._pages.built(SETUP))
