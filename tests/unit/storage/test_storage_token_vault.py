"""Tokens in a keyring that works, and in every keyring that does not."""

import threading

import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError
from secretstorage.exceptions import SecretServiceNotAvailableException

from operator_console.storage.token_vault import TokenPlace, TokenVault, VaultProblem


class Keyring:
    """Keeps secrets, or raises what the test wants."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.kept: dict[tuple[str, str], str] = {}

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, name: str, /) -> str | None:
        self._fail()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str, /) -> None:
        self._fail()
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str, /) -> None:
        self._fail()
        del self.kept[service, name]


async def test_a_token_outlives_the_run() -> None:
    keyring = Keyring()
    vault = TokenVault(keyring)
    await vault.keep("anna", "secret")
    again = TokenVault(keyring)
    assert await again.get("anna") == "secret"
    await again.forget("anna")
    await again.forget("anna")
    assert await TokenVault(keyring).get("anna") is None
    assert (again.place, again.problem) == (TokenPlace.KEYRING, None)


@pytest.mark.parametrize(
    "error, problem",
    [
        (NoKeyringError(), VaultProblem.ABSENT),
        (SecretServiceNotAvailableException(), VaultProblem.ABSENT),
        (InitError(), VaultProblem.NO_COLLECTION),
        (KeyringLocked(), VaultProblem.LOCKED),
        (PasswordSetError(), VaultProblem.FAILED),
        (KeyringError(), VaultProblem.FAILED),
        (ConnectionRefusedError(), VaultProblem.FAILED),
        (RuntimeError(), VaultProblem.FAILED),
    ],
)
async def test_without_a_keyring_tokens_are_kept_for_this_run(error: Exception, problem: VaultProblem) -> None:
    vault = TokenVault(Keyring(error))
    assert await vault.check() is TokenPlace.MEMORY
    assert vault.problem is problem
    await vault.keep("anna", "secret")
    assert await vault.get("anna") == "secret"
    await vault.forget("anna")
    assert await vault.get("anna") is None


async def test_a_keyring_that_forgets_without_a_word_is_none() -> None:
    class Forgetful(Keyring):
        def set_password(self, service: str, name: str, secret: str, /) -> None:
            pass

    vault = TokenVault(Forgetful())
    await vault.keep("anna", "secret")
    assert (vault.place, vault.problem) == (TokenPlace.MEMORY, VaultProblem.ABSENT)
    assert await vault.get("anna") == "secret"


async def test_a_keyring_that_waits_for_its_person_is_not_waited_for() -> None:
    released = threading.Event()

    class Asking(Keyring):
        def get_password(self, service: str, name: str, /) -> str | None:
            released.wait(10)
            return None

    vault = TokenVault(Asking(), answer_limit_s=0.05)
    assert await vault.check() is TokenPlace.MEMORY
    assert vault.problem is VaultProblem.SLOW
    released.set()
    vault.close()


async def test_the_test_machine_s_own_keyring_is_absent() -> None:
    assert await TokenVault().check() is TokenPlace.MEMORY


async def test_a_token_for_this_run_only_stays_out_of_the_keyring() -> None:
    keyring = Keyring()
    vault = TokenVault(keyring)
    await vault.keep_in_memory("anna", "secret")
    assert await vault.get("anna") == "secret"
    assert keyring.kept == {}
