"""Coming in with a remembered account: who waits for the keyring, and when the connection asks for the token."""

from collections.abc import Awaitable, Callable

import pytest

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.backends.registry import door_of
from operator_console.desk.accounts import Accounts, RememberedAccount
from operator_console.settings.file import Settings
from operator_console.settings.options import ACCOUNTS
from operator_console.storage.token_vault import TokenVault

SERVER = "http://127.0.0.1:9"
ME = {"id": "ag_1", "account": "sanne", "name": "Sanne Vermeer", "first_name": "Sanne", "departments": []}


class Keyring:
    """A system keyring that remembers how often it was asked."""

    def __init__(self, token: str | None) -> None:
        self.token = token
        self.asked = 0

    def get_password(self, _service: str, _name: str, /) -> str | None:
        self.asked += 1
        return self.token

    def set_password(self, _service: str, _name: str, secret: str, /) -> None:
        self.token = secret

    def delete_password(self, _service: str, _name: str, /) -> None:
        self.token = None


def accounts_of(keyring: Keyring, **record: str) -> Accounts:
    settings = Settings(None)
    settings.set(ACCOUNTS, [{"server": SERVER, "account": "sanne", "agent": ME, **record}])
    return Accounts(door_of("native"), TokenVault(keyring), settings)


async def test_nobody_waits_for_the_keyring_that_kept_the_token() -> None:
    keyring = Keyring("r0")
    session = await accounts_of(keyring, token="keyring").resume_at_once(RememberedAccount(SERVER, "sanne"))
    assert session is not None
    assert (session.agent.name, session.offline) == ("Sanne Vermeer", True)
    assert keyring.asked == 0
    await session.admission.close()


@pytest.mark.parametrize("record, comes_in", [({"token": "keyring"}, True), ({"token": "memory"}, False), ({}, False)])
def test_without_waiting_only_who_kept_the_token_comes_in(record: dict[str, str], comes_in: bool) -> None:
    session = accounts_of(Keyring(None), **record).resume_kept(RememberedAccount(SERVER, "sanne"))
    assert (session is not None) is comes_in


@pytest.mark.parametrize("record", [{"token": "memory"}, {}])
async def test_a_token_that_only_an_earlier_run_had_lets_nobody_in(record: dict[str, str]) -> None:
    keyring = Keyring(None)
    accounts = accounts_of(keyring, **record)
    assert await accounts.resume_at_once(RememberedAccount(SERVER, "sanne")) is None
    assert keyring.asked == 1
    keyring.token = "r0"
    session = await accounts.resume_at_once(RememberedAccount(SERVER, "sanne"))
    assert session is not None
    await session.admission.close()


def kept_as(token: str | None, asked: list[str]) -> Callable[[], Awaitable[str | None]]:
    async def kept() -> str | None:
        asked.append("token")
        return token

    return kept


async def test_the_connection_asks_for_the_token_once_and_only_when_it_needs_it() -> None:
    async def rotated(_token: str) -> None:
        raise AssertionError

    asked: list[str] = []
    http = NativeHttp(SERVER)
    credentials = Credentials(http, kept_as(None, asked), rotated)
    assert asked == []
    for _ in range(2):
        with pytest.raises(SignedOut):
            await credentials.access()
    assert asked == ["token"]
    await http.close()
