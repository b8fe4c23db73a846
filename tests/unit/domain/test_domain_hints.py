"""The "think of" lines that go with a cart."""

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.hints import MOST_HINTS, hints_for
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.people import Cart, CartItem


def article(key: str, *hints: ThinkOf, deleted: bool = False) -> Article:
    return Article(
        key=ArticleKey(key),
        site_id=SiteId("bikes"),
        language="nl",
        title=key,
        summary="",
        body="",
        think_of=hints,
        deleted=deleted,
    )


def cart(*names: str) -> Cart:
    return Cart(items=tuple(CartItem(name=name, quantity=1, price_cents=100) for name in names))


BATTERY = ThinkOf(products=("e-bike", "GX-500"), line="Een tweede accu past op deze fiets")
HELMET = ThinkOf(products=("kinderfiets",), line="Een helm in maat S hoort erbij")


def lines(basket: Cart | None, *articles: Article) -> list[str]:
    return [hint.line for _article, hint in hints_for(basket, articles)]


def test_a_product_brings_its_line() -> None:
    accu, helm = article("accu", BATTERY), article("helm", HELMET)
    assert hints_for(cart("Élan E-Bike 500 zwart"), [accu, helm]) == ((accu, BATTERY),)
    assert lines(cart("Fiets gx 500", "KINDERFIETS rood"), accu, helm) == [BATTERY.line, HELMET.line]


def test_part_of_a_word_is_no_product() -> None:
    assert lines(cart("Kinderfietsstoeltje", "E-biketas"), article("accu", BATTERY), article("helm", HELMET)) == []


def test_nothing_without_a_cart_and_nothing_twice() -> None:
    accu = article("accu", BATTERY)
    assert (
        lines(None, accu) == lines(cart(), accu) == lines(cart("e-bike"), article("weg", BATTERY, deleted=True)) == []
    )
    assert lines(cart("e-bike", "e-bike"), accu, article("accu-2", BATTERY)) == [BATTERY.line]


words = st.text(max_size=12)


@given(
    st.lists(words, max_size=5),
    st.lists(st.builds(ThinkOf, products=st.lists(words, max_size=3).map(tuple), line=words), max_size=30),
)
def test_any_cart_and_any_line(names: list[str], hints: list[ThinkOf]) -> None:
    found = hints_for(cart(*names), [article("a", *hints)])
    assert len(found) <= MOST_HINTS
    assert len({hint.line.strip() for _article, hint in found}) == len(found)
    more = hints_for(cart(*names, "nog iets"), [article("a", *hints)])
    if len(more) < MOST_HINTS:
        assert {hint.line.strip() for _a, hint in found} <= {hint.line.strip() for _a, hint in more}
