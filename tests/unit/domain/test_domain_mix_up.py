"""The mix-up guard's rule: what belongs to another visitor is found, what is this visitor's own is not."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import ConversationId
from operator_console.domain.mix_up import MixUp, MixUpKind, Person, find_mix_ups
from operator_console.domain.name_words import NO_NAMES, WORDS_THAT_ARE_NAMES
from operator_console.domain.order_numbers import (
    order_numbers,
    order_numbers_of_address,
    order_numbers_of_field,
)
from tests.fakes.yardstick import slowness

NAME, EMAIL, ORDER, SITE = MixUpKind.NAME, MixUpKind.EMAIL, MixUpKind.ORDER, MixUpKind.SITE


def person(number: int, **known: object) -> Person:
    known.setdefault("site_name", "Fietsenwereld")
    known.setdefault("site_url", "https://fietsenwereld.example")
    return Person(conversation_id=ConversationId(f"cv_{number}"), **known)  # type: ignore[arg-type]  # made in tests only


YOUSSEF = person(1, name="Youssef El Amrani", email="youssef@mail.example", also=("Sanne Vermeer",))
MARIEKE = person(
    2, name="Marieke de Boer", email="m.deboer@post.example", orders=frozenset({"FW2024001", "70012345"}),
    site_name="Skyjump", site_url="https://skyjump.example",
)  # fmt: skip


def hits(text: str, mine: Person = YOUSSEF, *others: Person) -> list[tuple[MixUpKind, str]]:
    return [(found.kind, found.found) for found in find_mix_ups(text, mine, others or (MARIEKE,))]


@pytest.mark.parametrize(
    "text, kind, found",
    [
        ("Dag Marieke, je fiets staat klaar.", NAME, "Marieke"),
        ("hoi marieke", NAME, "marieke"),
        ("MARIEKE, let op", NAME, "MARIEKE"),
        ("Dat is Mariekes fiets", NAME, "Mariekes"),
        ("That is Marieke's bike", NAME, "Marieke"),
        ("Voor Marieke’s bestelling", NAME, "Marieke"),
        ("Geachte mevrouw de Boer,", NAME, "de Boer"),
        ("Geachte mevrouw Boer,", NAME, "Boer"),
        ("Beste marieke de boer", NAME, "marieke de boer"),
        ("Ik mail naar M.deBoer@post.example.", EMAIL, "M.deBoer@post.example"),
        ("Bestelling FW-2024-001 is onderweg", ORDER, "FW-2024-001"),
        ("order 7001 2345 is sent", ORDER, "7001 2345"),
        ("Op Skyjump kun je boeken", SITE, "Skyjump"),
        ("Zie https://www.skyjump.example/prijzen", SITE, "skyjump.example"),
    ],
)
def test_what_belongs_to_somebody_else_is_found(text: str, kind: MixUpKind, found: str) -> None:
    assert hits(text) == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Dag Youssef, je fiets staat klaar.",
        "De boer verkoopt kaas.",
        "Boer zoekt vrouw",  # at the start of a sentence anything has a capital
        "Mariekepad 3 in Utrecht",
        "Ik stuur het naar youssef@mail.example",
        "Kijk op https://fietsenwereld.example/marieke",
        "info@marieke.example",
        "Bestelling FW-2024-0019",
        "xm.deboer@post.example",
        "m.deboer@post.example.nl",
        "notskyjump.example",
    ],
)
def test_what_only_looks_alike_is_not(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    "name, quiet, told",
    [
        ("Ben Smit", "Ben je er nog? Ik ben er weer. IK BEN ER.", "Dag Ben, daar ben ik weer"),
        ("Wil Jansen", "Wil je dat? Ik wil het ook.", "Hallo Wil!"),
        ("Mark", "Mark the box and mark the date.", "Hi Mark, good day"),
        ("Will Young", "Will it fit? It will.", "Thanks Will"),
        ("Roos", "Roos is rood. een roos", "Beste Roos,"),
        ("May Brown", "You may choose brown.", "Hello May"),
    ],
)
def test_names_that_are_words_need_their_capital(name: str, quiet: str, told: str) -> None:
    other = person(3, name=name)
    assert hits(quiet, YOUSSEF, other) == []
    assert hits(told, YOUSSEF, other) == [(NAME, name.split(maxsplit=1)[0])]


@pytest.mark.parametrize("name", ["test", "Klant", "bezoeker", "Test Klant", "x", "Jo", "Mw.", "123", "", None, "de"])
def test_what_is_no_name_is_never_found(name: str | None) -> None:
    assert hits("Test klant bezoeker x Jo Mw. 123 de klant, Klant", YOUSSEF, person(3, name=name)) == []


def test_accents_make_no_difference() -> None:
    other = person(3, name="Zoë Müller-Ångström")
    for text in ("dag zoe", "dag Zoë", unicodedata.normalize("NFD", "dag Zoë"), "dag ZOË"):
        assert len(hits(text, YOUSSEF, other)) == 1, text
    assert hits("Dag mevrouw Zoe Muller Angstrom", YOUSSEF, other) == [(NAME, "Zoe Muller Angstrom")]


def test_this_visitors_own_data_wins() -> None:
    namesake = person(4, name="Marieke Jansen", email="m.deboer@post.example", orders=frozenset({"FW2024001"}))
    assert hits("Dag Marieke, FW-2024-001 naar m.deboer@post.example", namesake) == []
    assert hits("Dag Marieke de Boer", namesake) == [(NAME, "Marieke de Boer")]
    told = person(5, said="Ik bel namens Marieke over FW-2024-001, zie skyjump.example en m.deboer@post.example")
    assert hits("Marieke, FW2024001, skyjump.example, m.deboer@post.example", told) == []
    mailed = person(6, email="marieke.x@mail.example")
    assert hits("Dag Marieke", mailed) == []
    assert hits("Sanne", YOUSSEF, person(7, name="Sanne Bakker")) == [], "the agent may sign"


def test_a_site_within_ones_own_is_ones_own() -> None:
    shop = person(1, site_name="Fietsenwereld", site_url="http://127.0.0.1:80/shop/fiets")
    jump = person(2, site_name="Skyjump", site_url="http://127.0.0.1:80/shop/sky")
    assert hits("Kijk op http://127.0.0.1:80/shop/fiets/x", shop, jump) == []
    assert hits("Kijk op http://127.0.0.1:80/shop/sky/x", shop, jump) == [(SITE, "127.0.0.1:80/shop/sky")]
    business = person(3, site_name="Fietsenwereld Zakelijk", site_url="http://127.0.0.1:80/shop/fiets/zakelijk")
    assert hits("Welkom bij Fietsenwereld Zakelijk", business, shop) == []
    assert hits("Welkom bij Fietsenwereld", shop, business) == []
    assert hits("Welkom bij Fietsenwereld Zakelijk", shop, business) == [(SITE, "Fietsenwereld Zakelijk")]


def test_several_people_and_kinds_are_all_named() -> None:
    other = person(3, name="Tjitske Hofstra")
    found = find_mix_ups("Dag Tjitske en Marieke, FW2024001", YOUSSEF, (MARIEKE, other))
    assert found == (
        MixUp(kind=ORDER, found="FW2024001", whose=MARIEKE.conversation_id),
        MixUp(kind=NAME, found="Marieke", whose=MARIEKE.conversation_id),
        MixUp(kind=NAME, found="Tjitske", whose=other.conversation_id),
    )


@pytest.mark.parametrize(
    "text, codes",
    [
        ("mijn bestelnummer is 48213", {"48213"}),
        ("order #1042", {"1042"}),
        ("Het gaat om FW-2024-00123.", {"FW202400123"}),
        ("factuur 2026-1042, graag", {"20261042"}),
        ("Ticket number: AB12345!", {"AB12345"}),
        ("70012345", {"70012345"}),
        ("bel me op 0612345678 of +31612345678 of 020-1234567", set()),
        ("ik woon op 1234 AB nummer 1234AB", set()),
        ("op 14-10-2026 of 2026-10-14, in 2026", set()),
        ("bestelling van 2026 voor € 1849,00 of 12345 euro, 45000 km, 100000%", set()),
        ("maat 54, 28 inch, NL91ABNA0417164300", set()),
        ("de Tour 500 en de RTX4090", set()),
    ],
)
def test_order_numbers_are_told_from_other_numbers(text: str, codes: set[str]) -> None:
    assert order_numbers(text) == codes


def test_order_numbers_stand_in_fields_and_addresses() -> None:
    assert order_numbers_of_field("order_id", "FW-2024-001") == {"FW2024001"}
    assert order_numbers_of_field("Klantnummer", "10042") == {"10042"}
    assert order_numbers_of_field("cart_size", "10042") == frozenset()
    assert order_numbers_of_address("https://shop.example/account/orders/FW-2024001?x=1") == {"FW2024001"}
    assert order_numbers_of_address("https://shop.example/bestelling=48213") == {"48213"}
    assert order_numbers_of_address("https://shop.example/fietsen/48213") == frozenset()


letters = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéëïöüàç", min_size=5, max_size=12)
words = letters.filter(lambda word: word not in WORDS_THAT_ARE_NAMES and word not in NO_NAMES)
any_text = st.text(max_size=300)


@given(any_text, any_text, any_text, st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_judged_and_what_is_found_stands_in_it(
    text: str, said: str, name: str, email: str, site: str
) -> None:
    mine = person(1, name=name[::-1], said=said)
    other = person(2, name=name, email=email, site_name=site, site_url=site, orders=order_numbers(said[::-1]))
    for found in find_mix_ups(text, mine, (other,)):
        assert found.found in unicodedata.normalize("NFC", text)


@given(any_text, words, words)
def test_what_was_said_in_the_chat_is_never_told(text: str, first: str, family: str) -> None:
    other = person(2, name=f"{first} {family}", email=f"{first}@{family}.example", site_name=first, site_url="")
    whole = f"{text} {first} {family} {first}@{family}.example"
    assert find_mix_ups(whole, person(1, said=whole), (other,)) == ()


@given(words, words, st.sampled_from([str.upper, str.title, str.lower]), st.booleans())
def test_a_full_name_is_found_however_it_is_written(first: str, family: str, style: object, bare: bool) -> None:
    name = f"{first} {family}"
    written = style(name)  # type: ignore[operator]  # one of three functions
    if bare:
        written = "".join(c for c in unicodedata.normalize("NFKD", written) if not unicodedata.combining(c))
    found = find_mix_ups(f"Dag {written}, tot ziens", person(1), (person(2, name=name),))
    assert [hit.kind for hit in found] == [NAME]
    without = find_mix_ups("Dag, tot ziens", person(1), (person(2, name=name),))
    assert without == ()


def test_the_longest_text_for_many_chats_is_judged_in_time() -> None:
    """A pattern that goes astray takes minutes; how fast it is otherwise is not for a test to say."""
    others = [
        person(n, name=f"Voornaam{n} van Achternaam{n}", email=f"a{n}@b.example", orders=frozenset({f"FW{n:06}"}))
        for n in range(30)
    ]
    for text in ("woord " * 4000, "a" * 20_000, "@" * 20_000, "1" * 20_000, "1-" * 10_000, "A1 " * 7000):
        began = time.process_time()
        find_mix_ups(text, person(99, said=text[:5_000]), others)
        order_numbers(text)
        assert time.process_time() - began < 10.0 * slowness()
