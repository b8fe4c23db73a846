"""What the owners of the demo shops have set: hours, texts, form, bot, invitations; values only, knows no server."""

from datetime import date

from operator_console.domain.ids import SiteId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.opening_hours import DAY_MINUTES, OpeningHours, Span
from operator_console.domain.site_settings import BotMode, FormField, SiteSettings, SiteTexts

BIKES, JUMP = SiteId("fietsenwereld"), SiteId("skyjump")
ALL_DAY = (Span(0, DAY_MINUTES),)
"""The demo is shown at every hour: a shop that were closed at night would be an empty demo."""

_DOUBTS = InvitationRule(
    id="twijfelt-bij-een-fiets",
    name="Twijfelt bij een fiets",
    conditions=(
        Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="/fietsen/"),
        Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="120"),
        Condition(subject=Subject.CART_EVENT, test=Test.IS_NOT, value="added"),
    ),
    texts=(
        InvitationText(
            id="vraag",
            words={
                "nl": "Twijfel je nog over deze fiets, {name}? Ik denk graag even mee.",
                "en": "Not sure about this bike yet, {name}? I am happy to help.",
            },
            guest_words={
                "nl": "Twijfel je nog over deze fiets? Ik denk graag even mee.",
                "en": "Not sure about this bike yet? I am happy to help.",
            },
        ),
        InvitationText(
            id="maat",
            words={
                "nl": "Zullen we samen kijken welke maat bij je past?",
                "en": "Shall we find out together which size fits you?",
            },
        ),
    ),
)
_CART = InvitationRule(
    id="staat-in-de-winkelwagen",
    name="Staat in de winkelwagen",
    conditions=(
        Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="winkelwagen"),
        Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="60"),
        Condition(subject=Subject.FREE_SEATS, test=Test.AT_LEAST, value="1"),
    ),
    texts=(
        InvitationText(
            id="levering",
            words={
                "nl": "Heb je een vraag over levering of betalen? We helpen je meteen.",
                "en": "A question about delivery or payment? We will help you right away.",
            },
        ),
    ),
)

SHOP_SETTINGS: dict[str, SiteSettings] = {
    BIKES: SiteSettings(
        site_id=BIKES,
        hours=OpeningHours(
            time_zone="Europe/Amsterdam",
            weekly=(ALL_DAY,) * 7,
            exceptions={date(2026, 12, 31): ALL_DAY},
        ),
        holidays={"2026-12-31": "Oudejaarsdag, gewoon open"},
        texts={
            "nl": SiteTexts(greeting="Hoi! Waar kunnen we je mee helpen?"),
            "en": SiteTexts(greeting="Hi! What can we do for you?"),
        },
        form=(
            FormField(
                key="order",
                label={"nl": "Bestelnummer, als je dat hebt", "en": "Order number, if you have one"},
            ),
        ),
        invitations=(_DOUBTS, _CART),
        badge=True,
    ),
    JUMP: SiteSettings(site_id=JUMP, bot=BotMode.OUTSIDE),
}
