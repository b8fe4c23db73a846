"""Warnings of invitation rules say the truth: what is called impossible never holds, and what is not, can."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.invitation_checks import CHOICES, TESTS, VALUE_KINDS, Fault, FaultKind, faults_of
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.inviting import VisitSigns, holds
from operator_console.domain.text_comparison import Verdict, judge, text_count

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
TEXT = InvitationText(id="a", words={"nl": "Hallo", "en": "Hello"})


def rule(*conditions: Condition, texts: tuple[InvitationText, ...] = (TEXT,), name: str = "Rule") -> InvitationRule:
    return InvitationRule(id="r", name=name, conditions=conditions, texts=texts)


def when(subject: Subject, test: Test, value: object) -> Condition:
    return Condition(subject=subject, test=test, value=str(value))


def kinds(of: InvitationRule, *payment: str) -> list[FaultKind]:
    return [fault.kind for fault in faults_of(of, payment)]


NUMBERS = [subject for subject, kind in VALUE_KINDS.items() if Test.AT_LEAST in TESTS[kind]]
numbers = st.builds(when, st.sampled_from(NUMBERS), st.sampled_from((Test.AT_LEAST, Test.AT_MOST)), st.integers(0, 30))
words = st.builds(
    when,
    st.sampled_from((Subject.PAGE, Subject.SEARCH_WORDS)),
    st.sampled_from(TESTS[VALUE_KINDS[Subject.PAGE]]),
    st.sampled_from(("a", "ab", "b", "abc", "Ab")),
)
choices = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda subject: st.builds(
        when, st.just(subject), st.sampled_from((Test.IS, Test.IS_NOT)), st.sampled_from(CHOICES[subject])
    )
)


@st.composite
def moments(draw: st.DrawFn) -> VisitSigns:
    """Draw a moment of a visit that could be: no page is older than the visit, and there is room."""
    site_s = draw(st.integers(0, 40))
    now = NOW.replace(hour=draw(st.integers(0, 23)))
    return VisitSigns(
        now=now,
        zone=UTC,
        page=draw(st.sampled_from(("a", "ab", "abc", "b", "x"))),
        started_at=now - timedelta(seconds=site_s),
        page_since=now - timedelta(seconds=draw(st.integers(0, site_s))),
        cart_at=now - timedelta(seconds=draw(st.integers(0, site_s))),
        pages=draw(st.integers(1, 40)),
        visits=draw(st.integers(1, 40)),
        search_words=draw(st.sampled_from(("", "a", "ab", "b"))),
        searches=draw(st.integers(0, 40)),
        cart_event=draw(st.sampled_from(("", *CHOICES[Subject.CART_EVENT]))),
        cart_cents=draw(st.integers(0, 40)),
        customer_cents=draw(st.integers(0, 40)),
        name=draw(st.sampled_from(("", "Jo"))),
        device=draw(st.sampled_from(("unknown", *CHOICES[Subject.DEVICE]))),
        language=draw(st.sampled_from(CHOICES[Subject.LANGUAGE])),
        room=draw(st.integers(1, 40)),
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(numbers, words, choices), min_size=1, max_size=4), moments())
def test_what_is_called_impossible_never_holds(conditions: list[Condition], signs: VisitSigns) -> None:
    tried = rule(*conditions)
    if any(fault.stops for fault in faults_of(tried)):
        assert not holds(tried, signs)


@settings(max_examples=200, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=4))
def test_of_numbers_whatever_is_impossible_is_told(conditions: list[Condition]) -> None:
    """Without a warning there is a moment at which all of it holds."""
    tried = rule(*conditions)
    if any(fault.stops for fault in faults_of(tried)):
        return
    low, high = {}, {}
    for subject in NUMBERS:
        mine = [each for each in conditions if each.subject is subject]
        least = 1 if subject in {Subject.PAGES, Subject.VISITS, Subject.FREE_SEATS} else 0
        low[subject] = max([least, *(int(each.value) for each in mine if each.test is Test.AT_LEAST)])
        high[subject] = min([10_000, *(int(each.value) for each in mine if each.test is Test.AT_MOST)])
        assert low[subject] <= high[subject]
    site_s = max(low[Subject.SITE_S], low[Subject.PAGE_S], low[Subject.CART_S])
    assert site_s <= high[Subject.SITE_S]


@pytest.mark.parametrize(
    "conditions, wanted",
    [
        ((), FaultKind.NO_CONDITIONS),
        ((when(Subject.PAGE, Test.CONTAINS, "  "),), FaultKind.NO_VALUE),
        ((when(Subject.HOUR, Test.AT_LEAST, 24),), FaultKind.NEVER),
        ((when(Subject.VISITS, Test.AT_MOST, 0),), FaultKind.NEVER),
        ((when(Subject.PAGES, Test.IS, 3),), FaultKind.NEVER),
        ((when(Subject.PAGE_S, Test.AT_LEAST, "soon"),), FaultKind.NEVER),
        ((when(Subject.PAGE, Test.CONTAINS, "/Checkout/"),), FaultKind.PAYMENT),
        ((when(Subject.UNKNOWN, Test.IS, "x"),), FaultKind.NEWER),
        ((when(Subject.PAGE_S, Test.AT_LEAST, 90), when(Subject.PAGE_S, Test.AT_MOST, 30)), FaultKind.AGAINST),
        ((when(Subject.PAGE_S, Test.AT_LEAST, 90), when(Subject.SITE_S, Test.AT_MOST, 30)), FaultKind.AGAINST),
        ((when(Subject.PAGE, Test.LACKS, "bike"), when(Subject.PAGE, Test.CONTAINS, "/bikes")), FaultKind.AGAINST),
        ((when(Subject.KNOWN, Test.IS_NOT, "yes"), when(Subject.KNOWN, Test.IS_NOT, "no")), FaultKind.AGAINST),
    ],
)
def test_each_fault_is_found_and_stops_the_rule(conditions: tuple[Condition, ...], wanted: FaultKind) -> None:
    (fault,) = faults_of(rule(*conditions), ("checkout",))
    assert (fault.kind, fault.stops) == (wanted, True)


def test_texts_are_looked_at_in_both_languages() -> None:
    page = when(Subject.PAGE, Test.CONTAINS, "bike")
    dutch = InvitationText(id="a", words={"nl": "Hallo {name} en {naam}"})
    assert faults_of(rule(page, texts=(dutch,), name=" ")) == (
        Fault(kind=FaultKind.NO_NAME),
        Fault(kind=FaultKind.NAMES_GUESTS, text=0, language="nl"),
        Fault(kind=FaultKind.PLACEHOLDER, text=0, language="nl", words="{naam}"),
        Fault(kind=FaultKind.NO_WORDS, text=0, language="en"),
    )
    named = InvitationText(id="a", words={"nl": "Hallo {name}", "en": "Hello {name}"})
    assert kinds(rule(page, texts=(named,))) == [FaultKind.NAMES_GUESTS] * 2
    assert kinds(rule(page, when(Subject.KNOWN, Test.IS, "yes"), texts=(named,))) == []
    assert kinds(rule(page, texts=())) == [FaultKind.NO_TEXTS]
    assert kinds(rule(page, texts=(InvitationText(id="a", words={"nl": " "}),))) == [FaultKind.NO_TEXTS]


counts = st.integers(0, 400).flatmap(lambda shown: st.tuples(st.just(shown), st.integers(0, shown)))


@given(st.lists(counts, min_size=1, max_size=5))
def test_a_text_is_better_only_when_intervals_do_not_meet(many: list[tuple[int, int]]) -> None:
    texts = [text_count(str(place), shown, accepted, 0) for place, (shown, accepted) in enumerate(many)]
    verdict, which = judge(texts)
    if verdict is Verdict.BETTER:
        (best,) = (text for text in texts if text.text_id == which)
        assert all(best.low > other.high for other in texts if other is not best)
        assert best.share is not None
        assert all(other.share is not None and best.share > other.share for other in texts if other is not best)
    elif verdict is Verdict.NOTHING_SHOWN:
        assert not any(shown for shown, _accepted in many)


def test_verdicts() -> None:
    few = [text_count("a", 20, 2, 1), text_count("b", 20, 6, 1)]
    many = [text_count("a", 2_000, 100, 1), text_count("b", 2_000, 200, 1)]
    assert judge(few) == (Verdict.TOO_EARLY, "")
    assert judge(many) == (Verdict.BETTER, "b")
    assert judge(many[:1]) == (Verdict.ONLY_ONE, "")
    assert judge([*many, text_count("c", 0, 0, 0)]) == (Verdict.TOO_EARLY, "")
    assert judge([]) == (Verdict.NOTHING_SHOWN, "")
