"""How far a share that was counted can be trusted; pure arithmetic, knows no figure."""

from math import sqrt

Z_95 = 1.959963984540054
"""Of the standard normal distribution, for 95 in 100."""


def wilson(accepted: int, shown: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the interval in which the true share lies, by Wilson's score; None when nothing was shown.

    It stays within 0 and 1 and holds for small counts and shares near 0 (Wilson, "Probable inference, the law of
    succession, and statistical inference", J. Am. Stat. Assoc. 22, 1927).

    Args:
        accepted: Between 0 and `shown`; what exceeds that is cut.
    """
    if shown <= 0:
        return None
    share = min(max(accepted, 0), shown) / shown
    spread = z * z / shown
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / shown + spread / (4 * shown))
    # Rounding must not move a bound past what was counted.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
