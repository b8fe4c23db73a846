"""Handing chats over and asking for help: sheets over the window, and what is told quietly; knows no other screen."""

from operator_console.ui.handling.handling import Handling

__all__ = ["Handling"]
