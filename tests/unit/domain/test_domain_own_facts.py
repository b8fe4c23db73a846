"""A conversation's own facts leave a text; what belongs to everybody stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import ConversationId
from operator_console.domain.mix_up import Person
from operator_console.domain.own_facts import FactKind, facts_in, mask_facts

MARIEKE = Person(
    conversation_id=ConversationId("c-1"),
    name="Marieke de Boer",
    email="marieke@post.example",
    orders=frozenset({"FW202648213", "88213"}),
    site_name="Fietsenwereld",
    site_url="https://www.fietsenwereld.example/winkel",
    said="hoi mijn naam is karin, ik bel namens Marieke",
    also=("Sanne Bos",),
)
ROOS = Person(conversation_id=ConversationId("c-2"), name="Roos Visser")


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Hoi Marieke, de helm is weer op voorraad.", "Hoi [name], de helm is weer op voorraad."),
        ("Dag mevrouw De Boer, dat kan.", "Dag mevrouw [name], dat kan."),
        ("Dat heeft KARIN al gezegd.", "Dat heeft [name] al gezegd."),
        ("Groetjes, Sanne", "Groetjes, [name]"),
        ("Kind regards,\nJohn Smith", "Kind regards,\n[name]"),
        ("Je bestelling FW-2026-48213 is onderweg.", "Je bestelling [order] is onderweg."),
        ("order 88213 en factuur 2026-5512", "order [order] en factuur [order]"),
        (
            "zie https://shop.example/order/88213445 voor de stand",
            "zie https://shop.example/order/[order] voor de stand",
        ),
        ("Ik mail het naar marieke@post.example.", "Ik mail het naar [email]."),
        ("Ik bel je op 06-12 34 56 78.", "Ik bel je op [phone]."),
        ("your number is +44 20 7946 0958?", "your number is [phone]?"),
        ("Het komt op Kerkstraat 12a, 3511 AB Utrecht.", "Het komt op [address], [address]."),
        ("naar de kerkstraat 12 toch?", "naar de [address] toch?"),
        ("at 12 Main Street, London SW1A 1AA", "at [address], London [address]"),
        ("IBAN NL91 ABNA 0417 1643 00 en kaart 4111 1111 1111 1111", "IBAN [number] en kaart [number]"),
        ("IBAN NL•• •••• •••• •••• ••", "IBAN [number]"),
    ],
)
def test_own_facts_are_taken_out(text: str, masked: str) -> None:
    assert mask_facts(text, MARIEKE) == masked
    assert mask_facts(masked, MARIEKE) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Mail ons op info@fietsenwereld.example.",
        "Bel gratis 0800-1234567.",
        "Binnen 14 dagen, tussen 9.00 en 17.30 uur, vanaf 12-03-2026.",
        "Het kost 49,95 euro en weegt 12 kg.",
        "De accu 500 Wh gaat 120 km mee, ga 5 km van de weg 3 af.",
        "Artikel 5.7.750 past niet.",
    ],
)
def test_what_belongs_to_everybody_stays(text: str) -> None:
    assert mask_facts(text, MARIEKE) == text


def test_what_the_shop_says_of_itself_is_kept() -> None:
    text = "Onze winkel: Kanaalstraat 5, bel 030 123 45 67 of mail winkel@anders.example."
    assert mask_facts(text, MARIEKE) == "Onze winkel: [address], bel [phone] of mail [email]."
    kept = ("Kom langs: Kanaalstraat 5. Telefoon: 030-1234567. E-mail: winkel@anders.example",)
    assert mask_facts(text, MARIEKE, keep=kept) == text
    assert "[phone]" in mask_facts("bel 0900 1234567", MARIEKE, phone="0900-1234567")


def test_a_name_that_is_a_word_goes_only_where_it_is_a_name() -> None:
    assert mask_facts("Een roos is een bloem, ook voor een visser.", ROOS) == (
        "Een roos is een bloem, ook voor een visser."
    )
    assert mask_facts("Hoi roos, dat heeft Visser gezegd", ROOS) == "Hoi [name], dat heeft [name] gezegd"


def test_the_words_of_the_placeholders_are_the_callers() -> None:
    words = dict.fromkeys(FactKind, "…")
    assert mask_facts("Hoi Marieke", MARIEKE, placeholders=words) == "Hoi …"


many_facts = st.lists(
    st.sampled_from(
        [
            "Marieke",
            "de",
            "Boer",
            "06-12345678",
            "88213",
            "a@b.example",
            "•••",
            "1234 AB",
            "Kerkstraat 1",
            "é",
            "\n",
            "(",
            "+",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(
    st.text(max_size=200) | many_facts,
    st.text(max_size=40),
    st.text(max_size=60),
    st.sets(st.text(max_size=8), max_size=4),
)
def test_facts_are_apart_and_inside_whatever_comes(text: str, name: str, said: str, orders: set[str]) -> None:
    person = Person(conversation_id=ConversationId("c"), name=name, said=said, orders=frozenset(orders), site_url=said)
    text = unicodedata.normalize("NFC", text)
    at = 0
    for fact in facts_in(text, person, phone=said, keep=(said,)):
        assert at <= fact.start < fact.end <= len(text)
        at = fact.end


def test_an_order_code_is_text_and_no_pattern() -> None:
    person = Person(conversation_id=ConversationId("c"), name="", said="", orders=frozenset({"?000", "A.(1"}))
    assert mask_facts("Order a.(1 or A.(1, not AX(1", person) == "Order [order] or [order], not AX(1"


@given(many_facts)
def test_no_name_is_left_among_other_facts(text: str) -> None:
    assert "Marieke" not in mask_facts(text, MARIEKE).split()


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "06 " * 60_000, "• " * 100_000, "ik ben A" * 40_000, "12 A A " * 40_000]
)
def test_long_texts_are_read_to_their_end(text: str) -> None:
    assert mask_facts(f"{text}\nGroetjes, Sanne", MARIEKE).endswith("Groetjes, [name]")
