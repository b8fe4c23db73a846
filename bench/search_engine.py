"""The search engine by itself: building, opening, changing, and searching among 10,000 and 100,000 articles."""

import gc
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.knowledge import made_articles, made_request
from operator_console.domain.articles import Article
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.pausing import Breather
from operator_console.knowledge.values import SearchRequest

SIZES = (10_000, 100_000)
SEARCHES = 1_000
TOP = 5
QUIET_S = 5.0
SEED = 20_260_301


def engine_figures(real: Sequence[Article]) -> dict[str, float]:
    """Measure with made articles and, where there are enough real ones, building with those as well.

    What ``longest_block_idle_ms`` says is the machine's own: other programs had the processor.
    """
    ends = time.monotonic() + QUIET_S
    figures = {"engine.longest_block_idle_ms": _longest_wait_ms(lambda: time.monotonic() < ends)}
    folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
    try:
        for size in SIZES:
            figures |= _of_size(size, folder / str(size))
        if len(real) >= SIZES[0] // 2:
            figures["engine.build_10k_real_s"] = _build_real(real)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for key in sorted(figures):
        print(f"{key:<40} {figures[key]:.2f}", flush=True)
    return figures


def _of_size(size: int, folder: Path) -> dict[str, float]:
    chance = random.Random(SEED)
    articles = made_articles(size, chance)
    name = f"{size // 1000}k"
    build_s, block_ms = _build_beside(articles, folder)
    started = time.perf_counter()
    index = ArticleIndex.open(folder)
    index.search(SearchRequest("retour", limit=TOP))
    figures = {
        f"engine.build_{name}_s": build_s,
        f"engine.longest_block_{name}_ms": block_ms,
        f"engine.open_{name}_ms": (time.perf_counter() - started) * 1000,
    }
    started = time.perf_counter()
    index = index.with_changes(_changed(articles[:5]))
    figures[f"engine.change_five_{name}_ms"] = (time.perf_counter() - started) * 1000
    requests = [made_request(chance.choice(articles), chance, TOP) for _ in range(SEARCHES)]
    for request in requests[:50]:
        index.search(request)
    times_ms: list[float] = []
    worked_ms: list[float] = []
    for request in requests:
        before_s = time.thread_time()
        times_ms.append(index.search(request).took_s * 1000)
        worked_ms.append((time.thread_time() - before_s) * 1000)
    times_ms.sort()
    worked_ms.sort()
    figures[f"engine.top_five_{name}_cpu_p99_ms"] = worked_ms[len(worked_ms) * 99 // 100]
    figures[f"engine.top_five_{name}_p50_ms"] = times_ms[len(times_ms) // 2]
    figures[f"engine.top_five_{name}_p99_ms"] = times_ms[len(times_ms) * 99 // 100]
    return figures


def _build_beside(articles: Sequence[Article], folder: Path) -> tuple[float, float]:
    """Build in a thread; return its seconds and the longest time that this thread had to wait, in milliseconds."""
    took: list[float] = []

    def build() -> None:
        started = time.perf_counter()
        ArticleIndex.build(articles, folder=folder, pause=Breather())
        took.append(time.perf_counter() - started)

    collects = gc.isenabled()
    gc.disable()  # as the console runs: it collects at moments of its own
    try:
        worker = threading.Thread(target=build)
        worker.start()
        longest_ms = _longest_wait_ms(worker.is_alive)
        worker.join()
    finally:
        if collects:
            gc.enable()
    return took[0], longest_ms


def _longest_wait_ms(goes_on: Callable[[], bool]) -> float:
    """Return the longest that this thread waited for a millisecond to be over."""
    longest_s = 0.0
    while goes_on():
        before = time.perf_counter()
        time.sleep(0.001)
        longest_s = max(longest_s, time.perf_counter() - before)
    return longest_s * 1000


def _build_real(real: Sequence[Article]) -> float:
    unique = {(article.key, article.language, article.title): article for article in real}
    articles = list(unique.values())[: SIZES[0]]
    started = time.perf_counter()
    ArticleIndex.build(articles)
    return (time.perf_counter() - started) * SIZES[0] / len(articles)


def _changed(articles: Sequence[Article]) -> list[Article]:
    return [
        Article(
            key=one.key,
            site_id=one.site_id,
            language=one.language,
            title=f"{one.title} nieuw",
            summary=one.summary,
            body=one.body,
            version=1,
        )
        for one in articles
    ]
