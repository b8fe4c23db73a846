"""The window: navigation, the screens side by side, status line and every key; the only part of ui that knows screens."""

from operator_console.ui.shell.window import ShellWindow

__all__ = ["ShellWindow"]
