"""The optional sentence model, as the bench runs it: its real process over the articles of a set, and what it costs."""

import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from operator_console.domain.articles import Article
from operator_console.knowledge.sense import Sense
from operator_console.knowledge.sense_client import SenseProcess

KEPT = Path(tempfile.gettempdir()) / "operator-console-bench-sense"
"""Vectors stay here between runs: a set is encoded once."""

PATIENCE_S = 1_200.0


class Patient:
    """Waits for late answers as well: what is found must not hang on what else the machine does."""

    def __init__(self, sense: Sense) -> None:
        self._sense = sense

    @property
    def weight(self) -> float:
        return self._sense.weight

    def ask(self, text: str) -> int:
        return self._sense.ask(text)

    def answer(self, number: int, wait_s: float) -> Mapping[str, float]:
        return self._sense.answer(number, wait_s + 2.0)


class Encoded:
    """What encoding a set came to.

    Attributes:
        per_s: Articles encoded in a second, 0.0 where the vectors were there.
        pss_mb: What the process takes of the memory.
    """

    def __init__(self, sense: SenseProcess, per_s: float, pss_mb: float) -> None:
        self.sense = sense
        self.per_s = per_s
        self.pss_mb = pss_mb


@contextmanager
def encoded(name: str, articles: Sequence[Article]) -> Iterator[Encoded]:
    """Start the process over these articles, wait until all have vectors, and end it."""
    before = {child.pid for child in psutil.Process().children()}
    sense = SenseProcess(KEPT / name)
    try:
        sense.start()
        sense.take(articles)
        wait = threading.Event()
        ends = time.monotonic() + PATIENCE_S
        seen = (0.0, 0)
        while not 0 < sense.progress[1] == sense.progress[0]:
            if time.monotonic() > ends:
                raise TimeoutError(f"only {sense.progress[0]} of {len(articles)} articles were encoded")
            if not seen[0] and sense.progress[0]:
                seen = (time.monotonic(), sense.progress[0])
            wait.wait(0.05)
        left = len(articles) - seen[1]
        per_s = left / max(0.05, time.monotonic() - seen[0]) if seen[0] and left > 50 else 0.0
        own = [child for child in psutil.Process().children() if child.pid not in before]
        pss_mb = sum(getattr(child.memory_full_info(), "pss", child.memory_info().rss) for child in own) / 2**20
        yield Encoded(sense, per_s, pss_mb)
    finally:
        sense.close()
