"""The sentence model as the console sees it: starts its process, sends articles and questions, and does without it."""

import contextlib
import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.knowledge.building import name_of, sum_of
from operator_console.knowledge.entries import without_surrogates
from operator_console.knowledge.markdown import plain_lines
from operator_console.knowledge.pausing import Breather
from operator_console.knowledge.sense import sense_key
from operator_console.knowledge.sense_messages import (
    MAX_LINE,
    ArticleText,
    Ask,
    Failed,
    FromSense,
    Near,
    Need,
    Progress,
    Texts,
    ToSense,
    Want,
    line_of,
    read_answer,
)

MOST_ARTICLES = 20_000
"""Of a larger knowledge base nothing is encoded: it would take too long and too much memory."""

MOST_STARTS = 4
"""So often in all the process is started; one that keeps ending is left alone."""

AGAIN_S = 30.0
"""So long after its end it is started again, unless articles that change start it sooner."""

MOST_WAITING = 8
"""While so many questions are unanswered no more are asked."""

HUNG_S = 30.0
"""A process that leaves a question so long is ended."""

SEND_S = 0.002
"""So long at most a question waits until it is on its way: who searches on would keep the writing thread from it."""

MOST_WEIGHT = 3.0
ASK_CHARS = 500
PIECES = 12
PIECE_WORDS = 45
_TITLE_CHARS = 500
_LINES_READ = 200
_WORD_CHARS = 60
_END_S = 1.0
_ROOT = Path(__file__).resolve().parents[2]
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

_log = logging.getLogger(__name__)


class _Take(Struct):
    articles: Sequence[Article]


class _Stop(Struct):
    pass


class _Again(Struct):
    pass


class SenseProcess:
    """Knows how near in meaning articles are to a question, by a process of its own; a ``Sense`` for any thread.

    Nothing here raises or waits for the process except `answer`, which waits as long as it is told. While the process
    starts, encodes, hangs or is dead, `weight` is 0.0 or there are no answers: the search does without. One that has
    ended is started again a little later, a few times in all.

    Args:
        folder: Where vectors are kept; it may be gone at any time.
        command: What runs as the process, for tests.
        again_s: How long after its end it is started again, for tests.
    """

    def __init__(self, folder: Path, *, command: Sequence[str] | None = None, again_s: float = AGAIN_S) -> None:
        self._command = tuple(command or (sys.executable, "-P", "-m", f"{__package__}.sense_process", str(folder)))
        self._again_s = again_s
        self._outbox: queue.SimpleQueue[_Take | _Stop | _Again | Ask | Need] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._child: subprocess.Popen[bytes] | None = None
        self._writer: threading.Thread | None = None
        self._starts = 0
        self._closed = self._is_told = False
        self._weight = 0.0
        self._progress = (0, 0)
        self._numbers = itertools.count(1)
        self._sent = 0
        self._waiting: dict[int, float] = {}
        self._given_up: set[int] = set()
        self._answers: dict[int, Mapping[str, float]] = {}
        self._articles: dict[str, Article] = {}

    # ------------------------------------------------------------------------------------------- any thread

    @property
    def weight(self) -> float:
        """How much answers count, 0.0 while there are none."""
        return self._weight

    @property
    def progress(self) -> tuple[int, int]:
        """How many articles have vectors, and how many are to have them."""
        return self._progress

    def start(self) -> None:
        """Start the process; returns at once."""
        with self._changed:
            if self._writer is None and not self._closed:
                self._writer = threading.Thread(target=self._write, name="sense", daemon=True)
                self._writer.start()

    def take(self, articles: Sequence[Article]) -> None:
        """Let exactly these articles have vectors; only what changed is encoded. Starts a process that has ended."""
        self._outbox.put(_Take(articles))

    def ask(self, text: str) -> int:
        """Send a question off, unless there can be no answer."""
        now = time.monotonic()
        with self._changed:
            child = self._child
            if self._weight <= 0.0 or child is None or self._closed:
                return 0
            if self._waiting and now - min(self._waiting.values()) > HUNG_S:
                child.kill()  # the reading thread does the rest
                return 0
            if len(self._waiting) >= MOST_WAITING:
                return 0
            number = next(self._numbers)
            self._waiting[number] = now
            self._outbox.put(Ask(number, text[:ASK_CHARS].encode("utf-8", "replace").decode("utf-8")))
            self._changed.wait_for(lambda: self._sent >= number, SEND_S)
        return number

    def answer(self, number: int, wait_s: float) -> Mapping[str, float]:
        """Return the answer, nothing when it is not there in time; it is given once."""
        with self._changed:
            self._changed.wait_for(lambda: number in self._answers or number not in self._waiting, wait_s)
            if number in self._waiting:
                self._given_up.add(number)
            return self._answers.pop(number, {})

    def close(self) -> None:
        """End the process, by force when it does not end by itself within a second; again does nothing."""
        with self._changed:
            first, self._closed = not self._closed, True
            self._changed.notify_all()
            self._outbox.put(_Stop())
            child, writer = self._child, self._writer
        if not first or writer is None:
            return
        if child is not None:
            try:
                child.wait(_END_S)
            except subprocess.TimeoutExpired:
                child.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_END_S)
        writer.join(_END_S)

    # ------------------------------------------------------------------------------------------- writing

    def _write(self) -> None:
        """Say to the process what there is to say, and start it when it must be."""
        while True:
            item = self._outbox.get()
            if isinstance(item, _Stop) or self._closed:
                break
            try:
                if isinstance(item, _Take):
                    self._want(item.articles)
                elif isinstance(item, _Again):
                    self._say_wanted()
                elif isinstance(item, Need):
                    self._send(
                        Texts([_text_of(key, self._articles[key]) for key in item.keys if key in self._articles])
                    )
                else:
                    self._send(item)
                    with self._changed:
                        self._sent = item.number
                        self._changed.notify_all()
            except (OSError, ValueError):
                pass  # it has ended: the reading thread notices
        with self._changed:
            child = self._child
        if child is not None and child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()

    def _want(self, articles: Sequence[Article]) -> None:
        living = [article for article in articles if not article.deleted]
        if len(living) > MOST_ARTICLES:
            _log.warning("the sentence model is left out: more than %d articles", MOST_ARTICLES)
            living = []
        before = set(self._articles)
        pause = Breather()
        self._articles = {}
        for article in living:
            self._articles[sense_key(name_of(article), sum_of(article))] = article
            pause()
        with self._changed:
            self._progress = (min(self._progress[0], len(before & self._articles.keys())), len(self._articles))
            if not living:
                self._weight = 0.0
        self._say_wanted()

    def _say_wanted(self) -> None:
        if self._articles and self._is_running():
            numbers: dict[tuple[str, str], int] = {}
            groups = [numbers.setdefault((one.site_id, one.language), len(numbers)) for one in self._articles.values()]
            self._send(Want(list(self._articles), groups))

    def _is_running(self) -> bool:
        with self._changed:
            if self._child is not None:
                return True
            if self._closed or self._starts >= MOST_STARTS:
                return False
            self._starts += 1
            try:
                child = self._child = self._spawn()
            except OSError as error:
                _log.warning("the sentence model cannot be started: %s", type(error).__name__)
                return False
        threading.Thread(target=self._read, args=(child,), name="sense answers", daemon=True).start()
        return True

    def _spawn(self) -> "subprocess.Popen[bytes]":
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a trace could hold what a visitor wrote
            creationflags=flags,
            env={**os.environ, **dict.fromkeys(_THREADS, "1"), "PYTHONPATH": os.pathsep.join(paths)},
        )

    def _send(self, message: ToSense) -> None:
        with self._changed:
            child = self._child
        if child is not None and child.stdin is not None:
            child.stdin.write(line_of(message))
            child.stdin.flush()

    # ------------------------------------------------------------------------------------------- reading

    def _read(self, child: "subprocess.Popen[bytes]") -> None:
        """Take what one process says until it ends, or says what no such process says."""
        reason = ""
        output = child.stdout
        try:
            while output is not None and (line := output.readline(MAX_LINE)):
                message = read_answer(line)
                if isinstance(message, Failed):
                    reason = message.kind
                else:
                    self._hear(message)
        except msgspec.DecodeError:
            reason = "it does not speak our language"
        except (OSError, ValueError):
            reason = "its output cannot be read"
        child.kill()
        code = child.wait()
        with self._changed:
            self._child = None
            self._weight = 0.0
            self._progress = (0, self._progress[1])
            self._waiting.clear()
            self._given_up.clear()
            self._answers.clear()
            self._changed.notify_all()
            if not self._closed:
                level = logging.DEBUG if self._is_told else logging.WARNING
                _log.log(level, "the sentence model ended (%s), search does without it", reason or code)
                self._is_told = True
        for pipe in (child.stdin, output):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with self._changed:
            self._changed.wait_for(lambda: self._closed, self._again_s)
        self._outbox.put(_Again())

    def _hear(self, message: FromSense) -> None:
        with self._changed:
            if isinstance(message, Near):
                asked = self._waiting.pop(message.number, None) is not None
                if asked and message.number not in self._given_up:
                    self._answers[message.number] = message.cosines
                self._given_up.discard(message.number)
                while len(self._answers) > MOST_WAITING:  # nobody came for it
                    del self._answers[min(self._answers)]
            elif isinstance(message, Progress):
                self._progress = (message.done, message.wanted)
                self._weight = max(0.0, min(MOST_WEIGHT, message.weight))
            self._changed.notify_all()
        if isinstance(message, Need):
            self._outbox.put(message)


def _text_of(key: str, article: Article) -> ArticleText:
    article = without_surrogates(article)
    return ArticleText(key, " ".join(article.title[:_TITLE_CHARS].split()), list(pieces_of(article)))


def pieces_of(article: Article) -> Iterable[str]:
    """Return the first pieces of an article's text: summary, facts and lines, a long one in several."""
    lines = (line for _is_heading, line in plain_lines(article.body))
    pieces = (
        " ".join(words[at : at + PIECE_WORDS])
        for line in itertools.islice(itertools.chain((article.summary,), article.facts, lines), _LINES_READ)
        if len(words := [word[:_WORD_CHARS] for word in line.split()]) > 0
        for at in range(0, len(words), PIECE_WORDS)
    )
    return itertools.islice((piece for piece in pieces if len(piece) > 2), PIECES)
