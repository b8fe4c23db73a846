"""What is collected of visitors, by topic, and which parts of our own values each topic covers; makes no words.

A test holds the table against the values that the server stores: a field that is added to one of them has no topic yet,
and the list that visitors are shown would leave it out.
"""

from enum import StrEnum


class Topic(StrEnum):
    """What a visitor may want to know about."""

    MESSAGES = "messages"
    TYPING = "typing"
    PAGES = "pages"
    DEVICE = "device"
    SHOP = "shop"
    """What the site's own page tells: cart, fields, purchases."""
    CONTACT = "contact"
    FORM = "form"
    IDENTITY = "identity"
    RATING = "rating"
    BROWSER = "browser"
    ADDRESS = "address"
    OURS = "ours"
    """Numbers and states of the desk's own work, which say nothing of the visitor besides that there was a chat."""


VISITOR_FIELDS = {
    "id": Topic.BROWSER,
    "site_id": Topic.OURS,
    "number": Topic.OURS,
    "name": Topic.CONTACT,
    "email": Topic.CONTACT,
    "first_seen_at": Topic.PAGES,
    "visits": Topic.PAGES,
    "conversations": Topic.MESSAGES,
    "declined_at": Topic.PAGES,
    "identity": Topic.IDENTITY,
    "version": Topic.OURS,
}
VISIT_FIELDS = {
    "id": Topic.OURS,
    "visitor_id": Topic.BROWSER,
    "site_id": Topic.OURS,
    "started_at": Topic.PAGES,
    "last_seen_at": Topic.PAGES,
    "referrer": Topic.PAGES,
    "search_words": Topic.PAGES,
    "campaign": Topic.PAGES,
    "landing_url": Topic.PAGES,
    "pages": Topic.PAGES,
    "device": Topic.DEVICE,
    "language": Topic.DEVICE,
    "time_zone": Topic.DEVICE,
    "cart": Topic.SHOP,
    "custom": Topic.SHOP,
    "happened": Topic.SHOP,
    "customer_cents": Topic.SHOP,
    "verified_at": Topic.IDENTITY,
    "line": Topic.PAGES,
    "number": Topic.PAGES,
    "chatted": Topic.MESSAGES,
    "invitation": Topic.PAGES,
    "version": Topic.OURS,
}
CHAT_FIELDS = {
    "visitor_id": Topic.BROWSER,
    "visitor_name": Topic.CONTACT,
    "follow_up": Topic.CONTACT,
    "form": Topic.FORM,
    "rating": Topic.RATING,
    "last_text": Topic.MESSAGES,
    "tags": Topic.MESSAGES,
    "wrap_up": Topic.MESSAGES,
    "bot": Topic.MESSAGES,
    "language": Topic.DEVICE,
    "invited_by": Topic.PAGES,
    "vip": Topic.SHOP,
}
"""Fields of a conversation that say something of its visitor; the others are of the desk's work."""
