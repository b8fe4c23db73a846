"""Sites: where their owners set them up, a page of the window; knows the desk's door and the kit, no other screen."""

from operator_console.ui.setup.screen import SetupScreen

__all__ = ["SetupScreen"]
