"""Bodies and paths of the HTTP interface about sites and what their owners set; who may call it is not said here."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.people import Department, Site
from operator_console.domain.site_settings import SiteSettings

SITES = "/api/v1/sites"
SITE = "/api/v1/sites/{site_id}"
SETTINGS = "/api/v1/sites/{site_id}/settings"
INSTALLATION = "/api/v1/sites/{site_id}/installation"
IDENTITY_KEYS = "/api/v1/sites/{site_id}/identity-keys"
IDENTITY_KEY = "/api/v1/sites/{site_id}/identity-keys/{key_id}"


class SiteState(Struct, frozen=True, kw_only=True):
    """GET settings, and the answer to every change: a site with everything that its owner sets."""

    site: Site
    settings: SiteSettings


class SaveSettings(Struct, frozen=True, kw_only=True):
    """PUT settings, answered with `SiteState`; a conflict when they were changed since `settings.version`."""

    settings: SiteSettings


class OwnSites(Struct, frozen=True, kw_only=True):
    """GET sites: those that I may set up.

    Attributes:
        departments: Mine, by name.
        create_in: Where I may make a new site; empty for those who may not.
    """

    sites: tuple[Site, ...]
    departments: tuple[Department, ...] = ()
    create_in: tuple[Department, ...] = ()


class CreateSite(Struct, frozen=True, kw_only=True):
    """POST sites, answered with `SiteState`; a conflict when the id is taken."""

    site: Site


class SaveSite(Struct, frozen=True, kw_only=True):
    """PUT site, answered with `SiteState`; a conflict when it is not as `before` any more.

    A site's id and department stay as they are.
    """

    site: Site
    before: Site


class SeenOrigin(Struct, frozen=True, kw_only=True):
    """From where a widget of the site last spoke, or was refused."""

    origin: str
    at: datetime


class Installation(Struct, frozen=True, kw_only=True):
    """GET installation: what this server has noticed since it started.

    Attributes:
        address: Under which browsers reach the server; empty when it was not told.
        since: When the server began to notice.
        seen: Origins of visitors who came in, the newest first.
        refused: Origins that the site does not allow and a widget with its name came from, the newest first. Anybody
            can claim that: it is a hint, and allowing an origin is a person's decision.
    """

    address: str = ""
    since: datetime
    seen: tuple[SeenOrigin, ...] = ()
    refused: tuple[SeenOrigin, ...] = ()


class IdentityKey(Struct, frozen=True, kw_only=True):
    """A key with which the site's own server vouches for its customers; its secret is shown once, by POST."""

    id: str
    created_at: datetime
    secret: str = ""


class IdentityKeys(Struct, frozen=True, kw_only=True):
    """GET identity keys: those that serve, the newest first, without their secrets."""

    keys: tuple[IdentityKey, ...]


class SitesChanged(Struct, frozen=True, kw_only=True, tag="sites_changed"):
    """My sites as they are now; latest-only; feature ``sites``."""

    sites: tuple[Site, ...]
