"""How long somebody who failed to sign in waits: per account, per address and per pair; knows no password.

Three counts, because each alone can be turned against somebody. The pair (this account from this address) waits long:
that is the guesser. The account as a whole waits at most half a minute, or else a stranger could lock its owner out;
and not at all from an address from which it has been signed in to before. The address waits at most a minute, or else
one person who mistypes would lock out an office behind one address. All counts are forgotten when the server restarts.
"""

from operator_console.server.limits import Familiar, GrowingDelay, Patience

FREE = 5
PAIR = Patience(free=FREE, most_s=900.0)
ACCOUNT = Patience(free=4 * FREE, most_s=30.0)
ADDRESS = Patience(free=6 * FREE, most_s=60.0, forget_s=900.0)


class SignInLimits:
    """Counts failures by account name (existing or not: the counts tell nothing) and by address.

    Args:
        free: Failures of a pair that cost nothing; an account has four times, an address six times as many.
    """

    def __init__(self, free: int = FREE) -> None:
        self._pair = GrowingDelay(Patience(free=free, most_s=PAIR.most_s))
        self._account = GrowingDelay(Patience(free=4 * free, most_s=ACCOUNT.most_s))
        self._address = GrowingDelay(Patience(free=6 * free, most_s=ADDRESS.most_s, forget_s=ADDRESS.forget_s))
        self._familiar = Familiar()

    def wait_s(self, account: str, address: str, now_s: float) -> float:
        """Return how long this account waits from this address; 0.0 when it may try."""
        pair = _pair(account, address)
        waits = [self._pair.wait_s(pair, now_s), self._address.wait_s(address, now_s)]
        if pair not in self._familiar:
            waits.append(self._account.wait_s(account, now_s))
        return max(waits)

    def failed(self, account: str, address: str, now_s: float) -> float:
        """Count a wrong password and return the wait that follows from it."""
        self._pair.failed(_pair(account, address), now_s)
        self._account.failed(account, now_s)
        self._address.failed(address, now_s)
        return self.wait_s(account, address, now_s)

    def succeeded(self, account: str, address: str) -> None:
        """Forget what this account failed from here; the address's own count stays, or a guesser could clear it."""
        pair = _pair(account, address)
        self._pair.succeeded(pair)
        self._account.succeeded(account)
        self._familiar.add(pair)


def _pair(account: str, address: str) -> str:
    return f"{address} {account}"
