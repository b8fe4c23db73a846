"""Bodies and paths of the HTTP interface about sites and what their owners set; who may call it is not said here."""

from msgspec import Struct

from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings

SETTINGS = "/api/v1/sites/{site_id}/settings"


class SiteState(Struct, frozen=True, kw_only=True):
    """GET settings: a site with everything that its owner sets."""

    site: Site
    settings: SiteSettings


class SaveSettings(Struct, frozen=True, kw_only=True):
    """PUT settings, answered with `SiteState`; a conflict when they were changed since `settings.version`."""

    settings: SiteSettings
