"""Our own chat server; its door: configuration, resources, `run_server`, and `administration` beside it.

What is exported loads when it is asked for, so that administration does not import the web server.
"""

from typing import TYPE_CHECKING

from operator_console.server.config import ConfigUnusable, ServerConfig, read_config

if TYPE_CHECKING:
    from operator_console.server.run import PortTaken, ServerResources, run_server

__all__ = ["ConfigUnusable", "PortTaken", "ServerConfig", "ServerResources", "read_config", "run_server"]

_LATER = frozenset({"PortTaken", "ServerResources", "run_server"})


def __getattr__(name: str) -> object:
    if name in _LATER:
        from operator_console.server import run

        return getattr(run, name)
    raise AttributeError(name)
