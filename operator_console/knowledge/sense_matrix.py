"""The vectors of all articles in memory, and what is reckoned with them; needs the optional library's numpy.

Imported by the process of the sentence model alone, once there is something to encode.
"""

import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import fsum

import numpy as np
from numpy.typing import NDArray

from operator_console.knowledge.sense_vectors import DIMENSIONS

Array = NDArray[np.float32]

NEAREST = 300
"""So many articles an answer names; the filters of a search are applied to them afterwards."""

OF_TITLE_OR_TEXT, OF_TEXT = 0.7, 0.3
"""Shares of the nearer one of title and text, and of the text."""

TRUST_SAMPLE = 300
TRUST_CHUNK = 50


def unit(vectors: Array) -> Array:
    """Return vectors of length one; nothing stays nothing."""
    lengths: Array = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-9))
    made: Array = vectors / lengths
    return made


class Vectors:
    """Two unit vectors for every article wanted, those that are done first."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._titles = np.zeros((0, DIMENSIONS), np.float32)
        self._texts = np.zeros((0, DIMENSIONS), np.float32)

    def __len__(self) -> int:
        return len(self.keys)

    def keep(self, wanted: Sequence[str]) -> list[str]:
        """Drop what is not wanted, make room for what is; return the keys that have no vectors yet."""
        places = {key: place for place, key in enumerate(self.keys)}
        kept = [key for key in wanted if key in places]
        rows = [places[key] for key in kept]
        self._titles = _moved(self._titles, rows, len(wanted))
        self._texts = _moved(self._texts, rows, len(wanted))
        self.keys = kept
        return [key for key in wanted if key not in places]

    def add(self, key: str, title: Array | None, text: Array) -> None:
        """Add those of an article, which may have no title; there is room for it."""
        at = len(self.keys)
        if title is not None:
            self._titles[at] = title
        self._texts[at] = text
        self.keys.append(key)

    def nearest(self, question: Array) -> dict[str, float]:
        """Return the cosines of the nearest articles."""
        count = len(self.keys)
        texts = self._texts[:count] @ question
        cosines = OF_TITLE_OR_TEXT * np.maximum(self._titles[:count] @ question, texts) + OF_TEXT * texts
        nearest = np.argpartition(-cosines, NEAREST)[:NEAREST].tolist() if count > NEAREST else range(count)
        return {self.keys[place]: float(cosines[place]) for place in nearest}

    def trust(self, groups: Mapping[str, int]) -> float:
        """Return how well titles find their own texts, as a mean reciprocal rank, 0 for what chance does, up to 1.

        An article without a title, or without anything else, counts as not found.

        Args:
            groups: By key: only articles of one group stand in each other's way, not the same in another language.
        """
        count = len(self.keys)
        of = np.array([groups[key] for key in self.keys], np.int64)
        sizes = np.bincount(of)
        found = chance = 0.0
        sample = random.Random(3).sample(range(count), min(TRUST_SAMPLE, count))
        for at in range(0, len(sample), TRUST_CHUNK):
            chunk = sample[at : at + TRUST_CHUNK]
            cosines = self._texts[:count] @ self._titles[chunk].T
            own = cosines[chunk, range(len(chunk))]
            before = ((cosines > own + 1e-6) & (of[:, None] == of[chunk])).sum(axis=0)
            counts = self._titles[chunk].any(axis=1) & (own < 0.999)
            found += float((counts / (1 + before)).sum())
            chance += sum(_by_chance(int(sizes[group])) for group in of[chunk])
        return max(0.0, min(1.0, (found - chance) / (len(sample) - chance))) if chance < len(sample) else 0.0

    def packed(self) -> bytes:
        """Return all as bytes, for a file."""
        count = len(self.keys)
        both = np.stack((self._titles[:count], self._texts[:count]), axis=1)
        most = np.maximum(np.abs(both).max(axis=2, keepdims=True), 1e-9)
        packed: bytes = np.round(both * (127.0 / most)).astype(np.int8).tobytes()
        return packed

    def unpack(self, keys: Sequence[str], rows: memoryview, wanted: Sequence[str]) -> list[str]:
        """Take from a file what is wanted, make room for the rest; return the keys that have no vectors yet."""
        both = np.frombuffer(rows, np.int8).reshape(len(keys), 2, DIMENSIONS)
        asked = set(wanted)
        places = {key: place for place, key in enumerate(keys) if key in asked}
        chosen = unit(both[list(places.values())].astype(np.float32))
        self.keys = list(places)
        self._titles, self._texts = chosen[:, 0], chosen[:, 1]
        return self.keep(wanted)


@lru_cache
def _by_chance(count: int) -> float:
    """Return the mean reciprocal rank of one among so many without any order."""
    return fsum(1.0 / rank for rank in range(1, count + 1)) / count


def _moved(vectors: Array, rows: Sequence[int], room: int) -> Array:
    moved = np.zeros((room, DIMENSIONS), np.float32)
    moved[: len(rows)] = vectors[list(rows)]
    return moved
