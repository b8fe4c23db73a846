"""Hands past-tense values from the room where something happened to whoever listens; knows no event type."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

Event = TypeVar("Event")
Unsubscribe = Callable[[], None]


class EventHub:
    """Delivers each published value, at once and in order, to the listeners of its exact type.

    Not thread-safe: to be used on the loop's thread. A listener's exception goes to `on_error` and does not keep the
    others from hearing.
    """

    def __init__(self, on_error: Callable[[str, BaseException], None]) -> None:
        self._on_error = on_error
        self._listeners: dict[type, list[Callable[[Any], None]]] = {}

    def listen(self, kind: type[Event], listener: Callable[[Event], None]) -> Unsubscribe:
        """Call `listener` with every future event of `kind`; the returned function ends that."""
        listeners = self._listeners.setdefault(kind, [])
        listeners.append(cast("Callable[[Any], None]", listener))

        def unsubscribe() -> None:
            if listener in listeners:
                listeners.remove(cast("Callable[[Any], None]", listener))

        return unsubscribe

    def publish(self, event: object) -> None:
        """Deliver `event`; a listener added or removed meanwhile counts from the next event on."""
        for listener in tuple(self._listeners.get(type(event), ())):
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 - the one road for listeners' bugs
                self._on_error(f"listener of {type(event).__name__}", error)
