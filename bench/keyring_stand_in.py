"""A keyring that holds one token of the environment, in no file: for machines without a Secret Service."""

import os

from keyring.backend import KeyringBackend

TOKEN = "OPERATOR_CONSOLE_BENCH_TOKEN"


class Keyring(KeyringBackend):
    """Answers every name with the token of the environment, until another is kept."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self._kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get(username) or os.environ.get(TOKEN)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop(username, None)
