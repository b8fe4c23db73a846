"""What a server of our own kind can do, by the features that it named; knows no connection."""

from operator_console.backends import base
from operator_console.protocol.versions import ARCHIVE, MAIL, OFFERS, PAGES, RELEASE, STREET, TEAM


def capabilities_of(features: frozenset[str], *, welcomed: bool) -> base.Capabilities:
    """Return what can be done; what is a page of the window counts as there until the server has welcomed the agent."""
    return base.Capabilities(
        send=base.SendSafety.NATIVE,
        claim=base.ClaimSafety.ATOMIC,
        resume=base.ResumeBy.CURSOR,
        release=RELEASE in features,
        articles=base.ArticleRights.WRITE,
        archive=not welcomed or ARCHIVE in features,
        team=TEAM in features,
        mail=MAIL in features,
        offers=OFFERS in features,
        pages=PAGES in features,
        street=STREET in features,
    )
