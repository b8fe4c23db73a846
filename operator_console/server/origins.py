"""Which browser origins may speak to the visitor gateway and the files; knows no socket."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from operator_console.domain.people import Site
from operator_console.server.store.directory import Directory


class Origins:
    """The origins of all sites, and the server's own for the shops it serves itself.

    Args:
        directory: Gives the sites as they are now.
        served_sites: Ids of the sites whose demo shop this server serves.
    """

    def __init__(self, directory: Callable[[], Directory], served_sites: Iterable[str]) -> None:
        self._directory = directory
        self._served = frozenset(served_sites)
        self._own: frozenset[str] = frozenset()

    def serve_at(self, own: Iterable[str]) -> None:
        """Say under which addresses this server is reached."""
        self._own = frozenset(origin_of(address) for address in own)

    def own(self, origin: str | None) -> bool:
        """Tell whether a page of this server itself speaks."""
        return origin in self._own

    def known(self, origin: str | None) -> bool:
        """Tell whether any site allows this origin; a missing or ``null`` one never is."""
        return any(self.allowed(origin, site) for site in self._directory().sites.values())

    def allowed(self, origin: str | None, site: Site) -> bool:
        """Tell whether `site` allows this origin."""
        if not origin or origin == "null":
            return False
        return origin in site.origins or (site.id in self._served and origin in self._own)


def origin_of(address: str) -> str:
    """Return the origin of an http(s) address (RFC 6454 section 6.2)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
