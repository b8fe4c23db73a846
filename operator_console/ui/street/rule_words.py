"""Words of invitation rules in the window's language: conditions, warnings, manners, how texts do; decides nothing."""

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.invitation_checks import VALUE_KINDS, Fault, FaultKind, ValueKind, limit_of
from operator_console.domain.invitations import Condition, InvitationRule, Subject, Test
from operator_console.domain.people import DeviceKind
from operator_console.domain.plain_text import clean_line
from operator_console.domain.text_comparison import TextCount, Verdict
from operator_console.protocol.invitations import TriedRule
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import device_kind_words, elapsed_words, language_words, money_words

translate = QCoreApplication.translate


def subject_words(subject: Subject) -> str:
    """Name what a condition looks at."""
    return {
        Subject.PAGE: translate("Rules", "Address of the page"),
        Subject.PAGE_S: translate("Rules", "Time on the page"),
        Subject.SITE_S: translate("Rules", "Time on the site"),
        Subject.PAGES: translate("Rules", "Pages in this visit"),
        Subject.VISITS: translate("Rules", "Visits so far"),
        Subject.SEARCH_WORDS: translate("Rules", "Words searched for outside"),
        Subject.SEARCHES: translate("Rules", "Searches on the site"),
        Subject.CART_EVENT: translate("Rules", "Last change of the cart"),
        Subject.CART_S: translate("Rules", "Time since that change"),
        Subject.CART_CENTS: translate("Rules", "Value of the cart"),
        Subject.CUSTOMER_CENTS: translate("Rules", "Bought so far"),
        Subject.KNOWN: translate("Rules", "Name is known"),
        Subject.DEVICE: translate("Rules", "Device"),
        Subject.LANGUAGE: translate("Rules", "Language"),
        Subject.HOUR: translate("Rules", "Hour of the day"),
        Subject.FREE_SEATS: translate("Rules", "Chats the team has room for"),
        Subject.UNKNOWN: translate("Rules", "Something a newer version knows"),
    }[subject]


def test_words(test: Test) -> str:
    """Say how a condition compares."""
    return {
        Test.CONTAINS: translate("Rules", "contains"),
        Test.LACKS: translate("Rules", "does not contain"),
        Test.IS: translate("Rules", "is"),
        Test.IS_NOT: translate("Rules", "is not"),
        Test.AT_LEAST: translate("Rules", "at least"),
        Test.AT_MOST: translate("Rules", "at most"),
        Test.UNKNOWN: "?",
    }[test]


def choice_words(subject: Subject, value: str) -> str:
    """Say one of the values that can be chosen."""
    if subject is Subject.DEVICE:
        known = {kind.value: device_kind_words(kind) for kind in DeviceKind}
        return known.get(value) or clean_line(value, 40)
    if subject is Subject.LANGUAGE:
        return language_words(clean_line(value, 40))
    return {
        "yes": translate("Rules", "yes"),
        "no": translate("Rules", "no"),
        "added": translate("Rules", "something was added"),
        "removed": translate("Rules", "something was taken out"),
        "emptied": translate("Rules", "it was emptied"),
    }.get(value, clean_line(value, 40))


def condition_words(condition: Condition, locale: QLocale) -> str:
    """Say a condition in a few words."""
    kind, number = VALUE_KINDS.get(condition.subject), limit_of(condition)
    value = clean_line(condition.value, 80)
    if kind is ValueKind.SECONDS and number is not None:
        value = elapsed_words(number)
    elif kind is ValueKind.MONEY and number is not None:
        value = money_words(number, "EUR", locale)
    elif kind is ValueKind.CHOICE:
        value = choice_words(condition.subject, condition.value)
    elif kind is ValueKind.TEXT:
        value = f"“{value}”"
    return f"{subject_words(condition.subject)} {test_words(condition.test)} {value}"


def manners_words() -> tuple[str, ...]:
    """Say what holds for every invitation, whatever the rules say."""
    return (
        translate("Rules", "Once in a visit at most, in the chat widget itself, without a sound."),
        translate("Rules", "Never on a payment page, and never while or after a chat in the same visit."),
        translate("Rules", "Never within 30 days after “no thanks”."),
        translate("Rules", "Only in opening hours, and only while an agent has room for the chat."),
        translate("Rules", "Known customers by name, guests without one. Agents hear of it when the visitor answers."),
    )


def text_letter(place: int) -> str:
    """Return how a text is called in its rule: A, B, C."""
    return chr(ord("A") + place % 26)


def text_title(place: int) -> str:
    """Name a text of a rule."""
    return translate("Rules", "Text %1").replace("%1", text_letter(place))


def fault_words(fault: Fault, rule: InvitationRule, locale: QLocale) -> str:
    """Say what is wrong with a rule."""

    def condition(place: int) -> str:
        return condition_words(rule.conditions[place], locale) if 0 <= place < len(rule.conditions) else ""

    words = {
        FaultKind.NO_NAME: translate("Rules", "The rule has no name."),
        FaultKind.NO_CONDITIONS: translate("Rules", "Without a condition it invites nobody."),
        FaultKind.NO_VALUE: translate("Rules", "Nothing is filled in: %1. So it invites nobody."),
        FaultKind.NEVER: translate("Rules", "This can never hold: %1."),
        FaultKind.AGAINST: translate("Rules", "These cannot hold at once: %1 – %2."),
        FaultKind.PAYMENT: translate("Rules", "This is a payment page, where nobody is invited: %1."),
        FaultKind.NEWER: translate("Rules", "A condition is of a newer version; here the rule invites nobody."),
        FaultKind.NO_TEXTS: translate("Rules", "There is no text to show, so it invites nobody."),
        FaultKind.NO_WORDS: translate("Rules", "%3 has no words in %4; those visitors read the other language."),
        FaultKind.NAMES_GUESTS: translate(
            "Rules", "%3 in %4 uses {name} and has no words for guests: they are not invited with it."
        ),
        FaultKind.PLACEHOLDER: translate("Rules", "%3 in %4: nothing is put in for %5; only {name} is."),
    }[fault.kind]
    title = text_title(fault.text) if fault.text >= 0 else ""
    language = language_words(fault.language) if fault.language else ""
    return filled(words, condition(fault.condition), condition(fault.other), title, language, fault.words)


def share_words(share: float, locale: QLocale) -> str:
    """Say a share in per cent, with one decimal below ten."""
    per_cent = share * 100
    number = locale.toString(per_cent, "f", 1) if 0 < per_cent < 9.95 else locale.toString(round(per_cent))
    return translate("Rules", "%1 %").replace("%1", number)


def count_words(count: TextCount, locale: QLocale) -> str:
    """Say how a text did: of how many, which share, and how sure that is."""
    if count.share is None:
        return translate("Rules", "not shown yet")
    words = translate("Rules", "%1 of %2 accepted · %3 (likely %4 to %5)")
    return filled(
        words,
        locale.toString(count.accepted),
        locale.toString(count.shown),
        share_words(count.share, locale),
        share_words(count.low, locale),
        share_words(count.high, locale),
    )


def short_count_words(count: TextCount, locale: QLocale) -> str:
    """Say how a rule did in one line of a list: share with its range, shown, declined."""
    if count.share is None:
        return translate("Rules", "not shown yet")
    words = translate("Rules", "%1 accepted (%2 to %3) · shown %4 · declined %5")
    return filled(
        words,
        share_words(count.share, locale),
        share_words(count.low, locale),
        share_words(count.high, locale),
        locale.toString(count.shown),
        locale.toString(count.declined),
    )


def verdict_words(verdict: Verdict, letter: str) -> str:
    """Say in a sentence what the counts allow to say."""
    return {
        Verdict.NOTHING_SHOWN: translate("Rules", "Nothing of this rule was shown in this time."),
        Verdict.ONLY_ONE: translate("Rules", "There is one text; a second one gives something to compare with."),
        Verdict.TOO_EARLY: translate("Rules", "Too early to tell: the ranges overlap."),
        Verdict.BETTER: translate("Rules", "Text %1 is accepted more often: its whole range lies above the others.")
        .replace("%1", letter),
    }[verdict]  # fmt: skip


def rule_words() -> str:
    """Say which rule decides between texts."""
    return translate(
        "Rules",
        "How this is decided: the range is where the true share lies with 95 % certainty (Wilson). A text counts as "
        "better only when its range lies wholly above the ranges of all others.",
    )


def tried_words(tried: TriedRule, days: int, locale: QLocale) -> str:
    """Say whom a rule would have invited."""
    parts = [
        filled(
            translate("Rules", "It would have invited %1 of %2 visits of the last %3 days."),
            locale.toString(tried.invited),
            locale.toString(tried.visits),
            locale.toString(days),
        )
    ]
    if not tried.visits:
        parts = [filled(translate("Rules", "No visits of the last %1 days are recorded."), locale.toString(days))]
    if tried.held_back:
        held = translate("Rules", "The manners held %1 more back.")
        parts.append(filled(held, locale.toString(tried.held_back)))
    if tried.not_recorded:
        known = {subject.value: subject_words(subject) for subject in Subject}
        names = ", ".join(known.get(name, clean_line(name, 40)) for name in tried.not_recorded[:20])
        parts.append(filled(translate("Rules", "Not recorded, so counted as met: %1."), names))
    return " ".join(parts)
