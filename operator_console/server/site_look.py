"""What a widget is told of its site: what the owner set, in the visitor's language, and whether anybody is there."""

from datetime import datetime
from typing import TYPE_CHECKING

from operator_console.domain.conversations import Conversation
from operator_console.domain.forms import MAX_FIELDS, label_of
from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings, SiteTexts
from operator_console.protocol.visitor import AskedField, Availability, SiteLook
from operator_console.server.visitor_view import shown_agent

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard

_OWN_WORDS = frozenset({"nl", "en"})
"""Languages that the widget speaks by itself; on every other page it speaks English."""


def look_of(board: "Switchboard", site: Site, language: str | None, now: datetime) -> SiteLook:
    """Return what the widget on a page in `language` (BCP 47) needs to know of its site."""
    settings = board.directory.settings_of(site.id)
    hours = board.hours.now(site.id, now)
    return SiteLook(
        id=site.id,
        name=site.name,
        colour=site.colour,
        typing_preview=site.typing_preview,
        is_open=hours.is_open,
        opens_at=hours.opens_at,
        time_zone=settings.hours.time_zone if settings.hours is not None else "",
        texts=texts_in(settings, language),
        call_back=settings.call_back,
        message=settings.message,
        rating=settings.rating,
        mail_transcript=settings.mail_transcript and board.config.has_mail,
        bot=board.bot.begins(site),
        form=_form_in(settings, site, language),
    )


def _form_in(settings: SiteSettings, site: Site, language: str | None) -> tuple[AskedField, ...]:
    spoken = (language or "").split("-")[0].casefold()
    return tuple(
        AskedField(
            key=field.key,
            label=label_of(field, spoken, site.language),
            kind=field.kind,
            required=field.required,
            choices=field.choices,
        )
        for field in settings.form[:MAX_FIELDS]
    )


def availability_of(board: "Switchboard", site: Site, chat: Conversation | None, now: datetime) -> Availability:
    """Return what changes with time: who is there for a visitor of a site, and until when it is closed."""
    hours = board.hours.now(site.id, now)
    return Availability(
        available=board.is_available(chat.department_id if chat is not None else site.department_id),
        agent=shown_agent(chat, board.directory),
        is_open=hours.is_open,
        opens_at=hours.opens_at,
        bot=board.bot.begins(site),
    )


def texts_in(settings: SiteSettings, language: str | None) -> SiteTexts:
    """Return the owner's words in the language in which the widget speaks, so that it never mixes two."""
    spoken = (language or "").split("-")[0].casefold()
    own = settings.texts.get(spoken)
    if own is None and spoken not in _OWN_WORDS:
        own = settings.texts.get("en")
    return own or SiteTexts()
