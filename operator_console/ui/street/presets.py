"""Rules to begin with, defensive and opportunistic; every one is only a beginning that the lead changes."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from operator_console.domain.ids import new_id
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test

translate = QCoreApplication.translate


class Preset(Struct, frozen=True):
    """One beginning: its name in the menu, and what makes the rule."""

    title: str
    make: Callable[[], InvitationRule]


def presets() -> tuple[Preset, ...]:
    """Return all of them in the window's language, the empty one first."""
    return (
        Preset(translate("Rules", "Empty rule"), empty_rule),
        Preset(
            translate("Rules", "Long on a product page, nothing added"),
            lambda: _rule(
                translate("Rules", "Long on a product page, nothing added"),
                ("Twijfel je nog over dit product? Ik kijk graag even met je mee.",
                 "Not sure about this product yet? I am happy to have a look with you."),
                (Subject.PAGE, Test.CONTAINS, "/product"),
                (Subject.PAGE_S, Test.AT_LEAST, "120"),
                (Subject.CART_EVENT, Test.IS_NOT, "added"),
            ),
        ),
        Preset(
            translate("Rules", "Long in the cart"),
            lambda: _rule(
                translate("Rules", "Long in the cart"),
                ("Heb je nog een vraag voor je bestelt? Stel hem gerust.",
                 "Do you have a question before you order? Feel free to ask."),
                (Subject.PAGE, Test.CONTAINS, "/cart"),
                (Subject.PAGE_S, Test.AT_LEAST, "60"),
            ),
        ),
        Preset(
            translate("Rules", "Valuable cart"),
            lambda: _rule(
                translate("Rules", "Valuable cart"),
                ("Een mooie keuze. Zal ik levering en garantie even met je doornemen?",
                 "A fine choice. Shall I go through delivery and warranty with you?"),
                (Subject.CART_CENTS, Test.AT_LEAST, "50000"),
                (Subject.SITE_S, Test.AT_LEAST, "30"),
            ),
        ),
        Preset(
            translate("Rules", "Comes back again and again"),
            lambda: _rule(
                translate("Rules", "Comes back again and again"),
                ("Welkom terug. Kan ik iets voor je uitzoeken?", "Welcome back. Can I look something up for you?"),
                (Subject.VISITS, Test.AT_LEAST, "3"),
                (Subject.SITE_S, Test.AT_LEAST, "30"),
            ),
        ),
        Preset(
            translate("Rules", "Searches again and again"),
            lambda: _rule(
                translate("Rules", "Searches again and again"),
                ("Kun je niet vinden wat je zoekt? Ik help je zoeken.",
                 "Cannot find what you are looking for? Let me help you search."),
                (Subject.SEARCHES, Test.AT_LEAST, "3"),
            ),
        ),
    )  # fmt: skip


def empty_rule() -> InvitationRule:
    """Return a rule with the usual time on the site, and nothing to say yet."""
    return _rule("", ("", ""), (Subject.SITE_S, Test.AT_LEAST, "30"))


def empty_text() -> InvitationText:
    """Return a text without words."""
    return InvitationText(id=new_id("it"), words={})


def _rule(name: str, words: tuple[str, str], *conditions: tuple[Subject, Test, str]) -> InvitationRule:
    given = {language: text for language, text in zip(("nl", "en"), words, strict=True) if text}
    return InvitationRule(
        id=new_id("ir"),
        name=name,
        conditions=tuple(Condition(subject=subject, test=test, value=value) for subject, test, value in conditions),
        texts=(InvitationText(id=new_id("it"), words=given),),
        enabled=False,
    )
