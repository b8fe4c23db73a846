"""Sites, departments and agents: what administration writes and the running server reads whole."""

from msgspec import Struct, structs
from sqlalchemy import Connection, func, insert, select, update

from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.people import Agent, AgentStatus, Department, Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.server.store.database import touch_directory
from operator_console.server.store.rows import body_of, value_of
from operator_console.server.store.site_settings import read_settings
from operator_console.server.store.tables import agents, articles, departments, meta, sites


class Directory(Struct, frozen=True, kw_only=True):
    """Everybody and everything that administration knows, as one immutable value.

    Attributes:
        version: Grows with every change by administration.
        articles_version: Version of the newest article.
    """

    version: str
    sites: dict[SiteId, Site]
    departments: dict[DepartmentId, Department]
    agents: dict[AgentId, Agent]
    articles_version: int
    settings: dict[SiteId, SiteSettings] = {}

    def settings_of(self, site_id: SiteId) -> SiteSettings:
        """Return what a site's owner has set; the defaults where nothing was."""
        return self.settings.get(site_id) or SiteSettings(site_id=site_id)

    def sites_of(self, agent: Agent) -> tuple[Site, ...]:
        """Return the sites whose chats the agent may see."""
        return tuple(site for site in self.sites.values() if site.department_id in agent.departments)

    def agents_of(self, department_id: DepartmentId) -> tuple[Agent, ...]:
        """Return the department's agents."""
        return tuple(agent for agent in self.agents.values() if department_id in agent.departments)

    def first_name(self, agent_id: str) -> str:
        """Return what visitors see of an agent; empty when unknown."""
        agent = self.agents.get(AgentId(agent_id))
        return agent.first_name if agent else ""


def read_version(connection: Connection) -> str:
    """Return the directory's version, which is cheap to ask often."""
    return str(connection.scalar(select(meta.c.value).where(meta.c.key == "directory_version")))


def read_directory(connection: Connection) -> Directory:
    """Return the whole directory; disabled agents are left out."""
    enabled = select(agents.c.status, agents.c.body).where(agents.c.disabled.is_(False))
    people = [
        structs.replace(value_of(Agent, row.body), status=AgentStatus(row.status))
        for row in connection.execute(enabled.order_by(agents.c.account))
    ]
    places = [value_of(Site, row.body) for row in connection.execute(select(sites.c.body).order_by(sites.c.id))]
    groups = connection.execute(select(departments).order_by(departments.c.id))
    newest = connection.scalar(select(func.coalesce(func.max(articles.c.version), 0)))
    return Directory(
        version=read_version(connection),
        sites={site.id: site for site in places},
        departments={DepartmentId(row.id): Department(id=DepartmentId(row.id), name=row.name) for row in groups},
        agents={agent.id: agent for agent in people},
        articles_version=int(newest or 0),
        settings=read_settings(connection),
    )


def save_department(connection: Connection, department: Department) -> None:
    """Insert or replace a department."""
    changed = connection.execute(
        update(departments).where(departments.c.id == department.id).values(name=department.name)
    )
    if not changed.rowcount:
        connection.execute(insert(departments).values(id=department.id, name=department.name))
    touch_directory(connection)


def read_site(connection: Connection, site_id: SiteId) -> Site | None:
    """Return a site as it is now, locked against others' changes until the transaction ends."""
    body = connection.scalar(select(sites.c.body).where(sites.c.id == site_id).with_for_update())
    return None if body is None else value_of(Site, body)


def save_site(connection: Connection, site: Site) -> None:
    """Insert or replace a site; its department must exist."""
    values = {"department_id": site.department_id, "body": body_of(site)}
    if not connection.execute(update(sites).where(sites.c.id == site.id).values(values)).rowcount:
        connection.execute(insert(sites).values(id=site.id, last_number=0, **values))
    touch_directory(connection)


def find_agent(connection: Connection, account: str) -> tuple[Agent, str] | None:
    """Return an enabled agent and the password's hash by account name, or None."""
    row = connection.execute(
        select(agents).where(agents.c.account == account.casefold(), agents.c.disabled.is_(False))
    ).one_or_none()
    if row is None:
        return None
    return structs.replace(value_of(Agent, row.body), status=AgentStatus(row.status)), row.password_hash


def save_agent(connection: Connection, agent: Agent, password_hash: str | None) -> None:
    """Insert or replace an agent; with None an existing password stays.

    Raises:
        ValueError: A new agent has no password.
    """
    values: dict[str, object] = {"account": agent.account.casefold(), "body": body_of(agent), "disabled": False}
    if password_hash is not None:
        values["password_hash"] = password_hash
    if not connection.execute(update(agents).where(agents.c.id == agent.id).values(values)).rowcount:
        if password_hash is None:
            msg = "a new agent needs a password"
            raise ValueError(msg)
        connection.execute(insert(agents).values(id=agent.id, status=agent.status.value, **values))
    touch_directory(connection)


def disable_agent(connection: Connection, agent_id: AgentId) -> None:
    """Let an agent sign in no more."""
    connection.execute(update(agents).where(agents.c.id == agent_id).values(disabled=True))
    touch_directory(connection)
