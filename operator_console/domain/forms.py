"""The form that a site asks its visitors to fill in: what of an answer counts, and what is missing; pure rules."""

from collections.abc import Mapping, Sequence

from operator_console.domain.contact import is_email, is_phone
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_settings import FieldKind, FormField

MAX_FIELDS = 12
MAX_VALUE_CHARS = 200
NAME, EMAIL = "name", "email"
"""Fields of these keys are the visitor's own name and address too."""


def taken(fields: Sequence[FormField], given: Mapping[str, str]) -> dict[str, str]:
    """Return what counts of an answer: of fields that are asked for, cleaned, masked, bounded, of the right kind."""
    found = {}
    for field in fields[:MAX_FIELDS]:
        value = _value(field, given.get(field.key, ""))
        if value:
            found[field.key] = value
    return found


def missing(fields: Sequence[FormField], given: Mapping[str, str]) -> tuple[FormField, ...]:
    """Return the fields that are still asked for, required ones included."""
    return tuple(field for field in fields[:MAX_FIELDS] if not given.get(field.key))


def label_of(field: FormField, language: str, site_language: str) -> str:
    """Return a field's label in a language, else in the site's, else in whichever there is."""
    labels = (field.label.get(language), field.label.get(site_language), *field.label.values(), field.key)
    return next(filter(None, labels))


def _value(field: FormField, text: str) -> str:
    """Return a field's value, empty when it is none of its kind."""
    line = clean_line(text[: 2 * MAX_VALUE_CHARS], MAX_VALUE_CHARS).strip()
    if field.kind is FieldKind.EMAIL:
        return line if is_email(line) else ""
    if field.kind is FieldKind.PHONE:
        return line if is_phone(line) else ""
    if field.kind is FieldKind.CHOICE:
        return line if line in field.choices else ""
    return mask(line, " ".join(field.label.values()))
