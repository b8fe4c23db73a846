"""What the visitor panel says of the site's form and of who the site says it is; knows no widget."""

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.state import ChatContext
from operator_console.domain.conversations import Conversation
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.words import money_words
from operator_console.ui.visitor.fields import Field

translate = QCoreApplication.translate

MAX_FORM = 12
MAX_CHARS = 300
_SHOWN_ABOVE = frozenset({"name", "email"})


def told_fields(
    context: ChatContext, conversation: Conversation | None, currency: str, locale: QLocale
) -> tuple[Field, ...]:
    """Return who the site says it is, and what the visitor filled in; nothing where there is neither."""
    return (*_identity(context, currency, locale), *_form(conversation))


def is_verified(context: ChatContext) -> bool:
    """Tell whether the site has vouched, in the chat's own visit, for who the visitor is."""
    known = context.visitor is not None and context.visitor.identity is not None
    return known and context.visit is not None and context.visit.verified_at is not None


def verified_words(context: ChatContext) -> str:
    """Say for whom the site vouches; what is said here comes from a signed token, not from the visitor."""
    visitor = context.visitor
    if visitor is None or visitor.identity is None:
        return ""
    identity = visitor.identity
    parts = [clean_line(identity.subject, MAX_CHARS), clean_line(identity.name), clean_line(identity.email, 254)]
    words = translate("Visitor", "The site's own server says who this is: %1")
    return words.replace("%1", " · ".join(filter(None, parts)))


def _identity(context: ChatContext, currency: str, locale: QLocale) -> tuple[Field, ...]:
    visitor = context.visitor
    if visitor is None or visitor.identity is None:
        return ()
    identity = visitor.identity
    parts = [clean_line(identity.subject, MAX_CHARS)]
    if identity.customer_cents is not None:
        bought = translate("Visitor", "bought for %1")
        parts.append(bought.replace("%1", money_words(identity.customer_cents, currency, locale)))
    verified = is_verified(context)
    if not verified:
        parts.append(translate("Visitor", "not signed in now"))
    return (
        Field(
            key="identity",
            label=translate("Visitor", "Customer"),
            text=" · ".join(parts),
            role="" if verified else "dim",
        ),
    )


def _form(conversation: Conversation | None) -> tuple[Field, ...]:
    if conversation is None:
        return ()
    given = [(key, value) for key, value in conversation.form.items() if key not in _SHOWN_ABOVE]
    return tuple(
        Field(key=f"form_{number}", label=_label(key), text=clean_line(value, MAX_CHARS))
        for number, (key, value) in enumerate(given[:MAX_FORM])
    )


def _label(key: str) -> str:
    """Return a field's key as people read it: the desk does not know the owner's labels."""
    words = clean_line(key, 60).replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
