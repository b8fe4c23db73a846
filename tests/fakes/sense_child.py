"""Stands in for the process of the sentence model, and behaves as it is told: ``sense_child.py HOW``."""

import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any


class Child:
    def __init__(self, how: str) -> None:
        self._how = how
        self._keys: Sequence[str] = ()

    def run(self) -> None:
        if self._how == "fails":
            say({"type": "failed", "kind": "ImportError"})
        if self._how in {"fails", "dies at once"}:
            return
        if self._how == "hears nothing":
            threading.Event().wait(60)
        while (line := sys.stdin.readline()) and self._hear(json.loads(line)):
            pass
        if self._how == "does not end":
            threading.Event().wait(60)

    def _hear(self, message: Mapping[str, Any]) -> bool:
        if message["type"] == "want":
            self._want(message["keys"])
        elif message["type"] == "texts":
            for article in message["articles"]:
                say({"type": "near", "number": 999, "cosines": {}})  # an answer to nothing
                say({"type": "progress", "done": 1, "wanted": 1, "weight": len(article["title"]) / 10})
        else:
            return self._answer(message["number"], message["text"])
        return True

    def _want(self, keys: Sequence[str]) -> None:
        self._keys = keys
        if self._how == "rubbish":
            say({"type": "progress", "done": "all", "wanted": None})
        elif self._how == "wants texts":
            say({"type": "need", "keys": [*keys, "0" * 16]})
        else:
            weight = 1e9 if self._how == "boasts" else 1.5
            say({"type": "progress", "done": len(keys), "wanted": len(keys), "weight": weight})

    def _answer(self, number: int, text: str) -> bool:
        if self._how == "dies when asked":
            return False
        if self._how == "answers rubbish":
            say({"type": "near", "number": "one"})
        elif self._how != "never answers":
            if self._how == "slow":
                threading.Event().wait(0.4)
            say({"type": "near", "number": number, "cosines": {key: len(text) / 100 for key in self._keys}})
        return True


def say(message: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "floods":
        while True:
            os.write(1, b"x" * 1_000_000)
    Child(sys.argv[1]).run()
