"""Who is on the sites now, and the rules by which they are invited, a page of the window; knows no other screen."""

from operator_console.ui.street.screen import StreetScreen

__all__ = ["StreetScreen"]
