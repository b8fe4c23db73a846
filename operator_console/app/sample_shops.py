"""The shops that samples and written practice dialogues are about; knows no server."""

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Site

DEPARTMENT = DepartmentId("klantenservice")
SHOPS = (("fietsenwereld", "Fietsenwereld", "#14694f"), ("skyjump", "Skyjump", "#ff7a2f"))


def sample_shop(site_id: str, address: str, *, origins: tuple[str, ...] = ()) -> Site | None:
    """Return a sample shop as a site, or None when there is none of this id.

    Args:
        address: Where its pages are, without a trailing slash.
        origins: See `Site`.
    """
    for known, name, colour in SHOPS:
        if known == site_id:
            return Site(
                id=SiteId(known),
                name=name,
                base_url=address,
                colour=colour,
                language="nl",
                origins=origins,
                department_id=DEPARTMENT,
            )
    return None
