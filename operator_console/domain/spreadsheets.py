"""Cells that spreadsheets would take for formulas, made plain text (OWASP, "CSV injection"); knows no file."""

FORMULA_STARTS = "=+-@\t\r'"
"""The apostrophe too: one of ours is then told from one that was written."""


def safe_cell(text: str) -> str:
    """Return a cell's text, with an apostrophe before what begins as a formula does."""
    return f"'{text}" if text[:1] and text[0] in FORMULA_STARTS else text
