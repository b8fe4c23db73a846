"""Masking of secret numbers: how many of them are missed, and how many numbers that are none are hidden by chance.

The numbers are made up anew at every run, with a seed that is printed; all valid ones have their check digits, all
near ones have one digit changed so that they have none. Shares are of the texts of a kind.
"""

import random
import string
import time
from collections.abc import Callable

from operator_console.domain.masking import DOT, mask

EACH = 4_000
_ACCOUNTS = {"NL": ("aaaa", 10), "DE": ("", 18), "BE": ("", 12), "FR": ("", 23), "GB": ("aaaa", 14)}
_CARDS = (("4", 16), ("51", 16), ("2221", 16), ("34", 15), ("6011", 16), ("3528", 16), ("30", 14))
_SAID = ("Mijn bestelnummer is {}", "order {}", "Ordernr: {}", "tracking {}", "factuur {} klopt niet", "klantnummer {}")
_BARE = ("{}", "het gaat om {} van vorige week", "zie {}", "{} graag")


def run() -> dict[str, float]:
    """Return shares of missed and of wrongly hidden numbers, and the time of a usual message."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    found = {
        "missed.cards": _share(chance, lambda: _spaced(chance, _card(chance)), hidden=False),
        "missed.accounts": _share(chance, lambda: _account(chance), hidden=False),
        "missed.citizens": _share(chance, lambda: f"bsn {_citizen(chance)}", hidden=False),
        "false.near_cards": _share(chance, lambda: _near(chance, _card(chance))),
        "false.near_accounts": _share(chance, lambda: _near(chance, _account(chance).replace(" ", ""))),
        "false.near_citizens": _share(chance, lambda: f"bsn {_near(chance, _citizen(chance))}"),
        "false.orders_said": _share(chance, lambda: chance.choice(_SAID).format(_order(chance))),
        "false.orders_bare": _share(chance, lambda: chance.choice(_BARE).format(_order(chance))),
        "false.nine_digits_bare": _share(chance, lambda: str(chance.randrange(10**8, 10**9))),
        "false.phones": _share(chance, lambda: _phone(chance)),
        "false.amounts": _share(chance, lambda: f"€ {chance.randrange(10**6):,},{chance.randrange(100):02}"),
    }
    shares = {f"masking.{name}_pct": 100 * share for name, share in found.items()}
    return {**shares, "masking.message_us": _time_us(chance)}


def _share(_chance: random.Random, make: Callable[[], str], *, hidden: bool = True) -> float:
    """Return the share of texts in which something was hidden, or was not."""
    return sum((DOT in mask(make())) is hidden for _ in range(EACH)) / EACH


def _luhn(digits: str) -> str:
    total = sum((2 * int(d) - 9 * (int(d) > 4)) if at % 2 == 0 else int(d) for at, d in enumerate(reversed(digits)))
    return str(-total % 10)


def _card(chance: random.Random) -> str:
    start, length = chance.choice(_CARDS)
    body = start + "".join(chance.choices(string.digits, k=length - 1 - len(start)))
    return body + _luhn(body)


def _spaced(chance: random.Random, digits: str) -> str:
    gap = chance.choice(("", " ", "-", "."))
    return gap.join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _account(chance: random.Random) -> str:
    country, (bank, count) = chance.choice(list(_ACCOUNTS.items()))
    rest = "".join(chance.choices(string.ascii_uppercase, k=len(bank))) + "".join(
        chance.choices(string.digits, k=count)
    )
    number = int("".join(str(int(char, 36)) for char in f"{rest}{country}00"))
    account = f"{country}{98 - number % 97:02}{rest}"
    return " ".join(account[at : at + 4] for at in range(0, len(account), 4)) if chance.random() < 0.5 else account


def _citizen(chance: random.Random) -> str:
    while True:
        digits = "".join(chance.choices(string.digits, k=8))
        last = sum((9 - at) * int(digit) for at, digit in enumerate(digits)) % 11
        if last < 10 and digits[0] != "0":
            return f"{digits}{last}"


def _near(chance: random.Random, number: str) -> str:
    """Return the number with its last digit changed, so that no check fits."""
    return number[:-1] + str((int(number[-1]) + chance.randrange(1, 10)) % 10)


def _order(chance: random.Random) -> str:
    kind = chance.randrange(6)
    if kind == 0:
        return f"NL-{chance.randrange(2020, 2027)}-{chance.randrange(10**6):06}"
    if kind == 1:
        return f"#{chance.randrange(10**4, 10**7)}"
    if kind == 2:
        return f"3S{''.join(chance.choices(string.ascii_uppercase, k=4))}{chance.randrange(10**9):09}"
    if kind == 3:
        return str(chance.randrange(10**9, 10**10))
    if kind == 4:
        return f"{chance.randrange(100, 999)}-{chance.randrange(10**7):07}-{chance.randrange(10**7):07}"
    return str(chance.randrange(10**12, 10**13))


def _phone(chance: random.Random) -> str:
    rest = f"{chance.randrange(10**8):08}"
    return chance.choice((f"06 {rest}", f"06-{rest}", f"+31 6 {rest}", f"0031 6{rest}", f"+316{rest}"))


def _time_us(chance: random.Random) -> float:
    text = f"Goedemiddag, mijn bestelling {_order(chance)} is er nog niet. Ik betaalde met {_card(chance)}."
    begun = time.perf_counter()
    for _ in range(EACH):
        mask(text)
    return (time.perf_counter() - begun) / EACH * 1e6
