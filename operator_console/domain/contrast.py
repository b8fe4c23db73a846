"""How well text can be read on a colour (WCAG 2.2, 1.4.3 and 1.4.11); pure, knows no screen."""

AA_TEXT = 4.5
"""Least contrast of text."""
AA_SHAPE = 3.0
"""Least contrast of what must be seen and is no text (1.4.11)."""
_WHITE, _BLACK = 1.0, 0.0


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    """Return the contrast of two luminances, from 1 to 21."""
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def on_white(colour: str) -> float:
    """Return the contrast of a colour with white: of white text on it, and of a button of it on a white page."""
    return contrast(luminance(colour), _WHITE)


def on_black(colour: str) -> float:
    """Return the contrast of black text on a colour."""
    return contrast(luminance(colour), _BLACK)
