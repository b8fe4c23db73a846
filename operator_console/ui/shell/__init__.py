"""The window: navigation, screens side by side, status line and every key; the one part of ui that knows screens."""

from operator_console.ui.shell.window import ShellWindow

__all__ = ["ShellWindow"]
