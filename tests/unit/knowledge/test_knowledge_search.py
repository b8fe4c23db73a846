"""Search: the expected article first, marks on the real text, and no text that makes it fail."""

import gc
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.excerpts import EXCERPT_CHARS
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import WORD
from operator_console.knowledge.values import Hit, Mark, SearchRequest

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "knowledge"
BIKES, JUMPS = SiteId("fietsenwereld"), SiteId("skyjump")

QUESTIONS = [
    (BIKES, "nl", "terugbrengen winkel", "retour-winkel", 1),
    (BIKES, "nl", "retour wi", "retour-winkel", 1),
    (BIKES, "nl", "geld terug", "retour-winkel", 1),
    (BIKES, "nl", "retourvoorwaarden", "retour-gebruikte-fiets", 1),
    (BIKES, "nl", "voorwaarden bij retourneren", "retour-gebruikte-fiets", 3),
    (BIKES, "nl", "pakket terugsturen", "retour-post", 1),
    (BIKES, "nl", "maat te groot", "ruilen-maat", 1),
    (BIKES, "nl", "acu laadt niet", "accu-laadt-niet", 1),
    (BIKES, "nl", "lekke band", "lekke-band", 1),
    (BIKES, "nl", "bestelling anuleren", "bestelling-wijzigen", 1),
    (BIKES, "nl", "wanneer wordt mijn fiets bezorgd", "levertijd", 3),
    (BIKES, "nl", "openingstijden", "winkels-openingstijden", 1),
    (BIKES, "nl", "betalen in termijnen", "betaalmethoden", 1),
    (BIKES, "nl", "leasefiets", "fiets-van-de-zaak", 1),
    (BIKES, "nl", "fiets gestolen", "sleutel-kwijt-diefstal", 1),
    (JUMPS, "nl", "mag ik springen met een bril", "kleding-bril", 1),
    (JUMPS, "nl", "slecht weer", "weer", 1),
    (JUMPS, "nl", "kadobon verlengen", "cadeaubon", 1),
    (JUMPS, "nl", "sprong verzetten", "omboeken", 1),
    (JUMPS, "nl", "zwanger", "gezondheid", 1),
    (JUMPS, "nl", "hoe zwaar mag je zijn", "leeftijd-gewicht", 1),
    (BIKES, "en", "return in shop", "retour-winkel", 1),
    (BIKES, "en", "wrong size", "ruilen-maat", 1),
    (BIKES, "en", "batery not charging", "accu-laadt-niet", 1),
    (BIKES, "en", "flat tyre", "lekke-band", 1),
    (BIKES, "en", "track my order", "bestelling-volgen", 1),
    (BIKES, "en", "lost my key", "sleutel-kwijt-diefstal", 1),
    (BIKES, "en", "invoice", "factuur", 1),
    (JUMPS, "en", "gift voucher expired", "cadeaubon", 1),
    (JUMPS, "en", "contact lenses", "kleding-bril", 1),
    (JUMPS, "en", "can my mum watch", "toeschouwers", 1),
    (JUMPS, "en", "minimum age", "leeftijd-gewicht", 1),
]

WORDS = [
    "fiets",
    "Fietsen",
    "retour",
    "Retourvoorwaarden",
    "één",
    "foto's",
    "e-bike",
    "5.7",
    "op",
    "de",
    "🚲",
    "…",
    "\n",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(st.characters(), max_size=6), max_size=25).map(" ".join)


def article(key: str, title: str = "", **fields: object) -> Article:
    given_fields = {"site_id": BIKES, "language": "nl", "summary": "", "body": "", **fields}
    return Article(key=ArticleKey(key), title=title, **given_fields)  # type: ignore[arg-type] # each test gives right ones


@pytest.fixture(scope="module")
def samples() -> ArticleIndex:
    return ArticleIndex.build(read_folder(SAMPLES).articles)


def keys(hits: Sequence[Hit]) -> list[str]:
    return [hit.article.key for hit in hits]


def check_marks(text: str, marks: Sequence[Mark]) -> None:
    """Marks are in order, apart, and each inside one word of the text."""
    words = [match.span() for match in WORD.finditer(text)]
    last = 0
    for start, end in marks:
        assert last <= start < end <= len(text)
        assert any(left <= start and end <= right for left, right in words)
        last = end


def test_the_samples_have_no_problems() -> None:
    folder = read_folder(SAMPLES)
    assert folder.problems == ()
    assert len(folder.articles) >= 80


@pytest.mark.parametrize("site, language, text, expected, within", QUESTIONS)
def test_the_right_article_comes_first(
    samples: ArticleIndex, site: SiteId, language: str, text: str, expected: str, within: int
) -> None:
    hits = samples.search(SearchRequest(text, site, language)).hits
    assert expected in keys(hits)[:within]
    for hit in hits:
        assert (hit.article.site_id, hit.article.language) == (site, language)
        check_marks(hit.article.title, hit.title_marks)
        check_marks(hit.excerpt, hit.excerpt_marks)
        assert 0 <= hit.focus <= hit.coverage + 1e-9 <= 1 + 1e-6


def bare(one: Article) -> Article:
    """The same article with nothing but its text."""
    return structs.replace(one, title="", summary="", synonyms=(), tags=(), facts=())


def test_an_article_without_a_title_is_found_by_what_its_whole_text_is_about() -> None:
    long = article("long", body="Het seizoen begint in april. " * 60 + "Een lekke band plakken wij voor je. " * 3)
    short = article("short", body="Lekke band? Kom langs, wij plakken hem terwijl je wacht.")
    others = [article(f"other-{number}", body=f"Over iets anders {number}") for number in range(8)]
    index = ArticleIndex.build([long, short, *others])
    assert keys(index.search(SearchRequest("lekke band")).hits)[:2] == ["short", "long"]


def test_articles_with_and_without_a_title_share_one_list(samples: ArticleIndex) -> None:
    """Whichever half has lost its titles, it is neither put behind the other half nor before it."""
    everything = sorted(samples.articles, key=lambda one: (one.site_id, one.language, one.key))
    first = {True: 0, False: 0}
    for parity in (0, 1):
        mixed = [bare(one) if at % 2 == parity else one for at, one in enumerate(everything)]
        bared = {(one.site_id, one.language, one.key) for at, one in enumerate(everything) if at % 2 == parity}
        index = ArticleIndex.build(mixed)
        for site_id, language, text, key, _place in QUESTIONS:
            hits = index.search(SearchRequest(text, site_id=site_id, language=language)).hits
            if hits and hits[0].article.key == key:
                first[(site_id, language, key) in bared] += 1
    assert first[True] >= 18, "in a base that has lost all its titles it is 23"
    assert first[False] >= 31, "those with a title are not pushed back"


def test_compounds_find_their_parts_and_the_other_way() -> None:
    index = ArticleIndex.build(
        [
            article("los", "Voorwaarden bij retourneren"),
            article("vast", "Onze retourvoorwaarden", body="Lees de retourvoorwaarden."),
            article("anders", "Openingstijden van de winkel"),
        ]
    )
    assert set(keys(index.search(SearchRequest("retourvoorwaarden")).hits)) == {"los", "vast"}
    assert keys(index.search(SearchRequest("retourvoorwaarden")).hits)[0] == "vast"
    assert set(keys(index.search(SearchRequest("voorwaarden bij retourneren")).hits)) == {"los", "vast"}
    assert "vast" in keys(index.search(SearchRequest("retour voorwaarden")).hits)


def test_marks_are_on_the_real_text() -> None:
    text = "Breng de FIETS – één of twee fietsen – naar onze fietsenwinkel."
    index = ArticleIndex.build(
        [article("a", "Dé Fiets (nieuw)", summary=text), article("b", "Winkel", body="De winkel.")]
    )
    hit = index.search(SearchRequest("fiets ", site_id=BIKES)).hits[0]
    assert [hit.article.title[start:end] for start, end in hit.title_marks] == ["Fiets"]
    assert hit.excerpt == text
    assert [text[start:end] for start, end in hit.excerpt_marks] == ["FIETS", "fietsen", "fietsen"]
    assert hit.matched_words == ("fiets",)


def test_the_excerpt_is_the_part_that_answers() -> None:
    filler = "Dit gaat ergens anders over en het gaat lang door. " * 30
    body = f"{filler}\n\n{filler} De accu van de bakfiets gaat zes jaar mee bij goed gebruik. {filler}"
    hit = (
        ArticleIndex.build([article("a", "Titel", summary="Kort.", body=body)])
        .search(SearchRequest("accu bakfiets"))
        .hits[0]
    )
    assert "accu van de bakfiets" in hit.excerpt
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")
    assert len(hit.excerpt) <= EXCERPT_CHARS + 2
    assert [hit.excerpt[start:end] for start, end in hit.excerpt_marks] == ["accu", "bakfiets"]


def test_without_a_match_in_the_text_the_excerpt_is_the_summary() -> None:
    index = ArticleIndex.build([article("a", "Garantie", summary="Twee jaar op alles.", body="Meer tekst.")])
    hit = index.search(SearchRequest("garantie")).hits[0]
    assert (hit.excerpt, hit.excerpt_marks) == ("Twee jaar op alles.", ())


def test_the_last_word_may_be_unfinished_until_something_follows() -> None:
    index = ArticleIndex.build([article("a", "Winkel zoeken"), article("b", "Onderhoud")])
    assert keys(index.search(SearchRequest("win")).hits) == ["a"]
    assert index.search(SearchRequest("win ")).hits == ()
    assert index.search(SearchRequest("win onderhoud")).hits[0].article.key == "b"


def test_a_typing_error_is_repaired_and_said() -> None:
    index = ArticleIndex.build([article("a", "Garantie op de accu"), article("b", "Levertijd")])
    result = index.search(SearchRequest("de Garnatie van mijn accu"))
    assert result.corrected == "de garantie van mijn accu"
    assert keys(result.hits) == ["a"]
    assert index.search(SearchRequest("garantie")).corrected is None


def test_a_known_word_is_never_corrected() -> None:
    index = ArticleIndex.build([article("a", "Banden"), article("b", "Randen", body="randen randen randen")])
    result = index.search(SearchRequest("banden "))
    assert (result.corrected, keys(result.hits)) == (None, ["a"])


def test_synonyms_find_and_diacritics_and_case_do_not_matter() -> None:
    index = ArticleIndex.build(
        [article("a", "Ruilen", synonyms=("te groot", "Café-maat")), article("b", "Groot nieuws")]
    )
    assert keys(index.search(SearchRequest("TE GROOT")).hits)[0] == "a"
    assert keys(index.search(SearchRequest("cafe")).hits) == ["a"]
    assert keys(index.search(SearchRequest("omwisselen")).hits) == ["a"]


def test_part_numbers_are_found_whole_and_in_parts() -> None:
    index = ArticleIndex.build([article("a", "Display TX-200 vervangen"), article("b", "Display BQ-300 vervangen")])
    for text in ("TX-200", "tx200", "tx 200"):
        assert keys(index.search(SearchRequest(text)).hits)[0] == "a"


def test_only_stop_words_still_find() -> None:
    index = ArticleIndex.build([article("a", "Wie zijn wij"), article("b", "Garantie")])
    assert keys(index.search(SearchRequest("wie zijn wij")).hits) == ["a"]


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🚲🚲", "\x00", "\ud800"])
def test_a_text_without_words_finds_nothing(samples: ArticleIndex, text: str) -> None:
    assert samples.search(SearchRequest(text)).hits == ()


def test_limits_sites_and_languages_hold(samples: ArticleIndex) -> None:
    every = samples.search(SearchRequest("fiets bike jump sprong ", limit=100)).hits
    assert {hit.article.language for hit in every} == {"nl", "en"}
    assert len(samples.search(SearchRequest("fiets ", limit=3)).hits) == 3
    assert samples.search(SearchRequest("fiets ", limit=0)).hits == ()
    assert samples.search(SearchRequest("fiets ", SiteId("elders"))).hits == ()
    assert samples.search(SearchRequest("fiets ", SiteId("\ud800"))).hits == ()
    assert samples.search(SearchRequest("fiets ", language="de")).hits == ()
    scores = [hit.score for hit in every]
    assert scores == sorted(scores, reverse=True)


def test_an_empty_index_finds_nothing() -> None:
    assert ArticleIndex.build([]).search(SearchRequest("fiets")).hits == ()


def test_changes_make_another_index_and_leave_the_old_one() -> None:
    old = ArticleIndex.build([article("a", "Garantie"), article("b", "Levertijd")])
    new = old.with_changes(
        [article("a", "Waarborg", version=2), article("b", deleted=True), article("a", "Warranty", language="en")]
    )
    assert keys(old.search(SearchRequest("garantie")).hits) == ["a"]
    assert new.search(SearchRequest("garantie ")).hits == ()
    assert keys(new.search(SearchRequest("waarborg")).hits) == ["a"]
    assert keys(new.search(SearchRequest("warranty")).hits) == ["a"]
    assert {(found.key, found.language) for found in new.articles} == {("a", "nl"), ("a", "en")}


def test_a_replaced_index_leaves_memory_at_once() -> None:
    index = ArticleIndex.build([article("a", "Garantie"), article("b", "Retourvoorwaarden")])
    index.search(SearchRequest("garnatie retourvoorwaarde"))
    gone = weakref.ref(index)
    lexicon_gone = weakref.ref(index._content.lexicons["nl"])
    assert not gc.isenabled()  # no test process collects by itself
    del index
    assert (gone(), lexicon_gone()) == (None, None)


def test_the_index_can_live_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    first = ArticleIndex.build([article("a", "Garantie")], folder=folder)
    second = first.with_changes([article("b", "Levertijd")])
    assert keys(second.search(SearchRequest("garantie")).hits) == ["a"]
    assert keys(second.search(SearchRequest("levertijd")).hits) == ["b"]
    assert keys(first.search(SearchRequest("garantie")).hits) == ["a"]
    assert len(list(folder.iterdir())) == 1


def test_many_threads_read_at_once(samples: ArticleIndex) -> None:
    def ask(number: int) -> list[str]:
        site, language, text, _expected, _within = QUESTIONS[number % len(QUESTIONS)]
        return keys(samples.search(SearchRequest(f"{text} woordx{number % 7}", site, language)).hits)

    alone = [ask(number) for number in range(64)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(64))) == alone


@given(title=TEXTS, summary=TEXTS, body=TEXTS, facts=st.lists(TEXTS, max_size=2), asked=TEXTS)
@settings(max_examples=60, deadline=None)
def test_marks_of_any_text_are_whole_words_inside_it(
    title: str, summary: str, body: str, facts: list[str], asked: str
) -> None:
    hostile = article("a", title, summary=summary, body=body, facts=tuple(facts), synonyms=(title,), tags=(body,))
    index = ArticleIndex.build(
        [hostile, article("b", "Fiets", language="en"), article("c", "x", site_id=SiteId(title))]
    )
    for site in (None, BIKES):
        for hit in index.search(SearchRequest(asked, site)).hits:
            check_marks(hit.article.title, hit.title_marks)
            assert len(hit.excerpt) <= EXCERPT_CHARS + 2
            check_marks(hit.excerpt, hit.excerpt_marks)


def test_whatever_word_of_a_title_is_typed_is_marked_in_it(samples: ArticleIndex) -> None:
    for found in samples.articles:
        for match in WORD.finditer(found.title):
            request = SearchRequest(match.group() + " ", found.site_id, found.language, limit=100)
            hits = {hit.article.key: hit for hit in samples.search(request).hits}
            if found.key in hits:  # a very common word has more answers than are looked at
                assert match.span() in hits[found.key].title_marks


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "ab " * 350_000, "é" * 1_000_000, "e\u0301" * 400_000, "🚲" * 100_000, "a-" * 400_000]
)
def test_a_million_characters_are_bounded(samples: ArticleIndex, text: str) -> None:
    assert samples.search(SearchRequest(text)).took_s < 1.0
    index = ArticleIndex.build([article("a", "Fiets", summary=text[:300_000], body=text)])
    hit = index.search(SearchRequest("fiets")).hits[0]
    assert len(hit.excerpt) <= EXCERPT_CHARS + 2


def test_unknown_languages_are_read_by_the_english_rules() -> None:
    index = ArticleIndex.build([article("a", "Returns", language="de", updated_at=datetime(2026, 1, 1, tzinfo=UTC))])
    assert keys(index.search(SearchRequest("returning")).hits) == ["a"]
