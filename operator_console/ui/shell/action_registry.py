"""Turns the catalogue of actions into living actions of one window, rebindable at any time; knows no screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from operator_console.settings.file import Settings
from operator_console.settings.options import SHORTCUTS, Option
from operator_console.ui.kit.follow import follow_settings
from operator_console.ui.kit.shortcuts import ACTIONS, BY_ID, action_title, sequence_of


class ActionRegistry(QObject):
    """One `QAction` for each entry of the catalogue, with the key in force.

    Keys work in the whole window (not in dialogs above it); an action without a handler does not exist for the agent.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._unlisten = follow_settings(settings, self._on_option)

    @property
    def bound(self) -> tuple[str, ...]:
        """Ids of the actions that have a handler, in the catalogue's order."""
        return tuple(entry.id for entry in ACTIONS if entry.id in self._actions)

    def bind(self, action_id: str, handler: Callable[[], object]) -> QAction:
        """Let `handler` be what this action does.

        Raises:
            KeyError: The catalogue has no such action.
            ValueError: It has a handler already.
        """
        if action_id not in BY_ID:
            raise KeyError(action_id)
        if action_id in self._actions:
            msg = f"{action_id} is bound already"
            raise ValueError(msg)
        action = QAction(action_title(action_id).replace("&", "&&"), self._window)
        action.setObjectName(action_id)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setShortcut(sequence_of(self._settings, action_id))
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked=False: handler())  # handlers take no arguments
        self._window.addAction(action)
        self._actions[action_id] = action
        return action

    def unbind(self, action_id: str) -> None:
        """Take an action away from the agent, with its key; harmless when it has no handler."""
        action = self._actions.pop(action_id, None)
        if action is not None:
            self._window.removeAction(action)
            action.deleteLater()

    def action(self, action_id: str) -> QAction:
        """Return a bound action, for a menu.

        Raises:
            KeyError: It has no handler.
        """
        return self._actions[action_id]

    def close(self) -> None:
        """Stop following the settings."""
        self._unlisten()

    def _on_option(self, option: Option[object]) -> None:
        if option.key != SHORTCUTS.key:
            return
        for action_id, action in self._actions.items():
            action.setShortcut(sequence_of(self._settings, action_id))
