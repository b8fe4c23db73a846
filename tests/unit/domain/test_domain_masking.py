"""Masking: what is hidden, what stays, and that doing it twice or to long text does no harm."""

import random
import re
import string
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.masking import DOT, mask, mask_typing, same_when_masked
from tests.fakes.yardstick import slowness

RESOURCES = Path(__file__).parents[3] / "resources"
CARDS = ("4111111111111111", "5555555555554444", "378282246310005", "30569309025904", "6011111111111117",
         "3530111333300000", "4222222222222", "2223003122003222", "6304000000000000", "6212345678901232")  # fmt: skip
ACCOUNTS = ("NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000", "GB82WEST12345698765432",
            "FR1420041010050500013M02606", "NO9386011117947", "MT84MALT011000012345MTLCAST001S")  # fmt: skip
CITIZENS = ("123456782", "111222333", "100000009")
SEPARATORS = ("", " ", ".", "-", " - ", "\u00a0", "\u2011", "\u200b")


def _grouped(number: str, separator: str, size: int = 4) -> str:
    return separator.join(number[at : at + size] for at in range(0, len(number), size))


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_is_hidden_however_it_is_written(card: str, separator: str) -> None:
    written = _grouped(card, separator)
    for text in (written, f"My card is {written}, 12/27, 123", f"nr.{written}\nthanks", f"order 12, {written} 12/29"):
        assert mask(text) == text.replace(written, re.sub(r"\d", DOT, written))


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_bank_account_is_hidden_but_for_its_country(account: str, separator: str) -> None:
    written = _grouped(account, separator)
    hidden = written[:2] + re.sub(r"[0-9A-Z]", DOT, written[2:])
    assert mask(f"IBAN: {written} (mine)") == f"IBAN: {hidden} (mine)"
    assert mask(written.lower()) == hidden[:2].lower() + hidden[2:]


@pytest.mark.parametrize("number", CITIZENS)
def test_a_citizen_service_number_is_hidden_alone_and_beside_its_name(number: str) -> None:
    dots = DOT * 9
    assert mask(number) == dots
    assert mask(f"mijn BSN is {number}") == f"mijn BSN is {dots}"
    assert mask(f"{number[:4]}.{number[4:6]}.{number[6:]}") == f"{DOT * 4}.{DOT * 2}.{DOT * 3}"
    assert mask(f"order 55 is late, my bsn: {number}") == f"order 55 is late, my bsn: {dots}"
    assert mask(f"{number} is mijn burgerservicenummer") == f"{dots} is mijn burgerservicenummer"


def test_a_citizen_service_number_without_its_first_nought_needs_its_name() -> None:
    assert mask("bsn 12345672") == f"bsn {DOT * 8}"
    assert mask("bsn 12345678") == "bsn 12345678"


@pytest.mark.parametrize(
    "text",
    [
        "Bestelling 123456782 is niet geleverd",
        "mijn ordernummer: 111222333",
        "123456782 (order)",
        "#123456782",
        "https://shop.example/o/123456782",
        "Bel me op 0612345678 of +31 6 12345678",
        "call 020 123 4567, or 0031 20 123 4567",
        "612345678",
        "+4917612345678901",
        "factuur 2026-000123, klantnummer 123456782",
        "4111111111111112",  # Luhn's digit is wrong
        "9111111111111111111",
        "8712345678906",  # a Dutch barcode
        "1763836412345",
        "NL91ABNA0417164301",
        "XX91ABNA0417164300",
        "123456789",
        "22-11-2026 14:05, 1.299,00 euro",
        "EUR 1234567.82",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_nothing_of_the_product_s_own_texts_looks_like_a_secret_number() -> None:
    texts = [*RESOURCES.rglob("*.md"), *RESOURCES.rglob("*.toml"), *RESOURCES.rglob("*.json"), *RESOURCES.rglob("*.ts")]
    assert len(texts) > 40
    for file in texts:
        text = file.read_text("utf-8")
        assert mask(text) == text, file


def test_order_numbers_of_random_digits_are_hidden_by_chance_only_where_nothing_says_what_they_are() -> None:
    chance = random.Random(7)
    numbers = ["".join(chance.choices(string.digits, k=9)) for _ in range(500)]
    assert all(mask(f"order {number}") == f"order {number}" for number in numbers)
    assert sum(mask(number) != number for number in numbers) < 70


@pytest.mark.parametrize(
    "asked, hidden",
    [
        ("Wat is je bestelnummer?", False),
        ("Could you give me your order number?", False),
        ("Mijn klantnummer is:", False),
        ("Heb je het nummer van je factuur?", False),
        ("Wat is je BSN?", True),
        ("Wat is je klantnummer, of anders je burgerservicenummer?", True),
        ("Kan ik nog iets voor je bestellen?", True),  # asks for no number
        ("", True),
    ],
)
def test_a_bare_number_is_what_was_asked_for(asked: str, hidden: bool) -> None:
    assert (mask("123456782", asked) == DOT * 9) is hidden
    assert mask("mijn bsn is 123456782", asked) == f"mijn bsn is {DOT * 9}"
    assert mask("order 123456782", asked) == "order 123456782"
    assert mask(CARDS[0], asked) == DOT * 16
    assert same_when_masked(mask("123456782", asked), "123456782")


def test_a_bare_number_without_its_first_nought_is_hidden_when_it_was_asked_for() -> None:
    assert mask("12345672", "En je BSN?") == DOT * 8
    assert same_when_masked(DOT * 8, "12345672")


SHOP_FORMS = ("#########", "########", "##########", "20######", "2026#####", "NL#########", "W-########", "######",
              "###-#######-#######", "100######", "ORD-2026-#####", "############")  # fmt: skip
"""Forms of order numbers that shops use: running numbers, with a year, with letters, a market place's groups."""


def test_how_many_order_numbers_are_hidden_by_chance() -> None:
    """What the rule costs, printed; nothing where anybody speaks of an order, one bare nine-digit number in eleven."""
    chance = random.Random(11)
    made = [re.sub("#", lambda _match: chance.choice(string.digits), form) for form in SHOP_FORMS for _ in range(400)]

    def share(asked: str, template: str) -> float:
        texts = [template.replace("%", number) for number in made]
        return sum(mask(text, asked) != text for text in texts) / len(texts)

    bare, answered, named = share("", "%"), share("Wat is je ordernummer?", "%"), share("", "Mijn bestelling is %.")
    print(f"order numbers hidden: bare {bare:.2%}, as an answer {answered:.2%}, named {named:.2%}")
    assert answered == named == 0
    assert bare < 0.03


@pytest.mark.parametrize(
    "text",
    ["4 14581.465676228", "4.111111111111111", "41111111.11111111", "4111 1111.1111 1111", "5.555.555.555.554.444"],
)
def test_a_number_with_a_decimal_point_is_no_card(text: str) -> None:
    assert mask(text) == text


def test_digits_of_other_scripts_count() -> None:
    wide = "".join(chr(0xFF10 + int(char)) for char in CARDS[0])
    assert mask(wide) == DOT * 16


def test_what_is_being_typed_is_hidden_before_it_is_whole() -> None:
    card, account = "4111 1111 1111 1111", "NL91 ABNA 0417 1643 00"
    for length in range(10, len(card) + 1):
        assert "1 1111" not in mask_typing("my card " + card[:length])
        assert mask_typing(account[:length]).startswith("NL••")
    assert mask_typing("order 41111111") == "order 41111111"
    assert mask_typing("I come at 12.30") == "I come at 12.30"


_PIECES = st.one_of(
    st.sampled_from(CARDS + ACCOUNTS + CITIZENS + SEPARATORS),
    st.sampled_from(("bsn", "order", "tel", "+", "#", "\n", "NL", "GB", "a", "•", "_", "4", "41111", "0", "9")),
    st.text("0123456789 .-•ABNLnl", max_size=12),
    st.text(max_size=4),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert len(once) == len(text)
    assert all(new in {old, DOT} for old, new in zip(text, once, strict=True))


@pytest.mark.parametrize(
    "piece", ["1 ", "4 ", "4", "4.1-", "NL91 ", "NL91A", "bsn order ", "123456782,", "4111 ", "•", "bsn 123456782 "]
)
def test_masking_takes_time_in_proportion(piece: str) -> None:
    def measured_s(chars: int) -> float:
        text = (piece * chars)[:chars]
        began_s = time.thread_time()
        mask_typing(text)
        return time.thread_time() - began_s

    assert min(measured_s(20_000) for _ in range(2)) < 0.3 * slowness()
    assert measured_s(80_000) < 12 * max(0.002, min(measured_s(20_000) for _ in range(3)))
