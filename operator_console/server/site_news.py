"""Tells consoles of sites that were changed while they run; knows no store and no screen."""

from operator_console.protocol.codec import encode
from operator_console.protocol.sites import SitesChanged
from operator_console.protocol.versions import SITES
from operator_console.server.agent_lines import AgentLines
from operator_console.server.connection import text_frame
from operator_console.server.store.directory import Directory


class SiteNews:
    """Compares each directory with the one before it."""

    def __init__(self, agents: AgentLines, directory: Directory) -> None:
        self._agents = agents
        self._known = directory

    def tell(self, directory: Directory) -> None:
        """Give the agents whose sites are others now all their sites; only the latest counts."""
        before, self._known = self._known, directory
        if before.sites == directory.sites:
            return
        for line in self._agents.connected():
            agent = directory.agents.get(line.agent_id)
            if agent is None or before.sites_of(agent) == directory.sites_of(agent):
                continue
            frame = text_frame(encode(SitesChanged(sites=directory.sites_of(agent))))
            for connection in line.sessions:
                if SITES in connection.features:
                    connection.offer("sites", frame)
