"""Words: where they stand, how they meet each other, how compounds split and errors are repaired."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.knowledge.compounds import CompoundSplitter
from operator_console.knowledge.language import MAX_WORD_CHARS, Stemmer, fold, words_of
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.spelling import Speller

SHOP_WORDS = Counter(
    """
    retour retourneren retourzending voorwaarden voorwaarde levering levertijd tijd bon kassa kassabon huur fiets
    fietsen klant klanten pas opening openen kind kinderen zitje onderhoud beurt beurten bedrijf gegevens accu garantie
    maat winkel winkels wagen trekken bruik zoeken ring ringen ding dingen vergaderen bieden aanbieding verzoek
    nationaal
    """.split()
)


def test_words_stand_where_they_are_said_to_stand() -> None:
    text = "Één e-bike, foto's & v5.7.750: “Tour-500” (naïef)."
    found = [(text[start:end], word) for start, end, word in words_of(text)]
    assert found == [
        ("Één", "een"),
        ("e-bike", "e-bike"),
        ("foto's", "fotos"),
        ("v5.7.750", "v5.7.750"),
        ("Tour-500", "tour-500"),
        ("naïef", "naief"),
    ]


@given(text=st.text(st.characters(), max_size=200))
def test_words_of_any_text_are_in_order_and_folded(text: str) -> None:
    last = 0
    for start, end, word in words_of(text):
        assert last <= start < end <= len(text)
        assert word == fold(text[start:end])
        assert len(word) <= MAX_WORD_CHARS
        assert word.encode("utf-8").decode("utf-8") == word
        last = end


@given(word=st.text(st.characters(), max_size=200))
def test_folding_twice_changes_nothing_more(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    "language, words",
    [
        ("nl", "fiets fietsen"),
        ("nl", "annuleren annulering geannuleerd annuleer"),
        ("nl", "levering leveren geleverd"),
        ("nl", "verzonden verzenden verzending"),
        ("nl", "terugsturen teruggestuurd"),
        ("nl", "terugbrengen teruggebracht"),
        ("nl", "betaald betalen betaling"),
        ("nl", "verzekerd verzekering verzekeren"),
        ("nl", "maat maten"),
        ("nl", "open geopend openen"),
        ("nl", "springen sprong gesprongen"),
        ("nl", "selecteren selecteert selecteer geselecteerd"),
        ("nl", "wijzigen wijzigt wijziging gewijzigd"),
        ("nl", "wachtwoord wachtwoorden"),
        ("nl", "bestand bestanden"),
        ("nl", "bericht berichten"),
        ("nl", "aanmelden aangemeld aanmelding aanmeldt"),
        ("nl", "aansluiten aangesloten aansluiting"),
        ("nl", "opslaan opgeslagen"),
        ("nl", "koopt kopen gekocht"),
        ("en", "return returns returned returning"),
        ("en", "pay paid paying"),
        ("en", "bought buy"),
        ("en", "battery batteries"),
        ("en", "delivered deliver delivery"),
        ("en", "verify verified verification"),
    ],
)
def test_forms_of_a_word_meet(language: str, words: str) -> None:
    stemmer = Stemmer(language)
    assert len({stemmer.stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("nl", "winkel", "wimpel"),
        ("nl", "op", "open"),
        ("nl", "bon", "bond"),
        ("nl", "verzenden", "vers"),
        ("nl", "verzend", "vers"),
        ("nl", "wijzigen", "wijs"),
        ("en", "pay", "play"),
    ],
)
def test_different_words_stay_apart(language: str, one: str, other: str) -> None:
    stemmer = Stemmer(language)
    assert stemmer.stem(one) != stemmer.stem(other)


@pytest.mark.parametrize(
    "word, parts",
    [
        ("retourvoorwaarden", "retour voorwaarden"),
        ("levertijd", "lever tijd"),  # levering and levertijd together show that lever is a beginning
        ("huurfiets", "huur fiets"),
        ("kassabon", "kassa bon"),
        ("klantenpas", "klanten pas"),
        ("openingstijd", "opening tijd"),
        ("kinderzitje", "kinder zitje"),
        ("kinderfietsen", "kinder fietsen"),
        ("onderhoudsbeurten", "onderhoud beurten"),
        ("bedrijfsgegevens", "bedrijf gegevens"),
        ("accugarantievoorwaarden", "accu garantie voorwaarden"),
        ("winkelwagen", "winkel wagen"),
        ("winkels", ""),
        ("verzoeken", ""),
        ("verstrekken", ""),
        ("vergaderingen", ""),
        ("aanbiedingen", ""),
        ("gebruiken", ""),
        ("internationaal", ""),
        ("voorwaarden", ""),
        ("retourneren", ""),
        ("x" * 64, ""),
    ],
)
def test_compounds_split_into_words_of_the_articles(word: str, parts: str) -> None:
    assert CompoundSplitter(SHOP_WORDS.__getitem__).parts(word) == tuple(parts.split())


@given(
    words=st.lists(st.sampled_from(sorted(SHOP_WORDS)), min_size=2, max_size=4),
    links=st.lists(st.sampled_from(["", "s", "en", "e"]), min_size=3, max_size=3),
)
def test_parts_stand_in_the_word_with_only_links_between(words: list[str], links: list[str]) -> None:
    word = "".join(part + link for part, link in zip(words, [*links, ""], strict=False)).removesuffix(links[-1])
    rest = word
    for part in CompoundSplitter(SHOP_WORDS.__getitem__).parts(word):
        before, found, rest = rest.partition(part)
        assert found
        assert before in {"", "s", "en", "e", "n"}
    assert rest in {"", word}


def test_a_compound_and_its_parts_share_terms_both_ways() -> None:
    lexicon = Lexicon("nl", SHOP_WORDS)
    compound = set(lexicon.terms("retourvoorwaarden"))
    assert lexicon.terms("voorwaarden")[0] in compound
    assert compound & set(lexicon.terms("retourneren"))


def test_a_stop_word_meets_nothing_else() -> None:
    assert Lexicon("nl", Counter(["op", "open"])).terms("op") == ("=op",)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("garantei", "garantie"),
        ("grantie", "garantie"),
        ("garranttie", "garantie"),
        ("wikel", "winkel"),
        ("maart", "maat"),
        ("maad", None),
        ("garantie5", None),
        ("xq", None),
        ("qqqqqqqq", None),
    ],
)
def test_unknown_words_are_repaired_by_known_ones(typed: str, meant: str | None) -> None:
    assert Speller(SHOP_WORDS).repair(typed) == meant


def test_completions_are_longer_words_and_the_most_used_come_first() -> None:
    lexicon = Lexicon("nl", Counter({"winkel": 3, "winkels": 9, "wie": 50, "wit": 1, "wi": 2}))
    assert lexicon.completions("wi") == ["winkels", "winkel", "wit"]
