"""What administrators do to a database, running server or not: sites, departments, agents, articles, backups."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from operator_console.domain.articles import Article
from operator_console.domain.ids import AgentId, DepartmentId, SiteId, new_id
from operator_console.domain.people import Agent, AgentStatus, Department, Role, Site
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_settings import SiteSettings
from operator_console.knowledge.article_files import ArticleFileProblem, read_folder
from operator_console.server import article_address
from operator_console.server.account_administration import AccountAdministration, is_password_of
from operator_console.server.config import ServerConfig
from operator_console.server.passwords import hash_password
from operator_console.server.store.account_changes import COMMAND_LINE, note_password, note_role
from operator_console.server.store.article_imports import replace_articles
from operator_console.server.store.audit import append_audit
from operator_console.server.store.database import Database
from operator_console.server.store.directory import (
    Directory,
    find_agent,
    read_directory,
    read_site,
    save_agent,
    save_department,
)
from operator_console.server.store.site_changes import change_site
from operator_console.server.store.site_settings import put_settings, read_settings

if TYPE_CHECKING:
    from operator_console.server.article_administration import ArticleAdministration


class AlreadyThere(Exception):
    """Something of that name exists; the text is the name."""


class NotThere(Exception):
    """Something named does not exist; the text is the name."""


class Imported(Struct, frozen=True, kw_only=True):
    """What an import of articles brought.

    Attributes:
        articles: How many good articles were found.
        changed: How many of the database's articles were added, changed or marked as deleted.
        problems: What was wrong with files; the others were imported.
    """

    articles: int
    changed: int
    problems: tuple[ArticleFileProblem, ...]


class Administration:
    """Changes sites, departments, agents and articles; a running server notices within a second.

    Attributes:
        accounts: What is done to accounts that exist, and the audit log.
    """

    def __init__(self, database: Database, files: Path) -> None:
        self._database = database
        self._files = files
        self.accounts = AccountAdministration(database)

    @property
    def database(self) -> Database:
        """The database it changes."""
        return self._database

    def directory(self) -> Directory:
        """Return everything as it is now."""
        with self._database.reading() as connection:
            return read_directory(connection)

    def add_department(self, department_id: str, name: str) -> Department:
        """Add a department.

        Raises:
            AlreadyThere: The id is taken.
        """
        if department_id in self.directory().departments:
            raise AlreadyThere(department_id)
        return self.ensure_department(department_id, name)

    def ensure_department(self, department_id: str, name: str) -> Department:
        """Add a department, or give an existing one this name."""
        department = Department(id=DepartmentId(department_id), name=clean_line(name))
        with self._database.writing() as connection:
            save_department(connection, department)
        return department

    def add_site(self, site: Site) -> Site:
        """Add a site.

        Raises:
            AlreadyThere: The id is taken.
            NotThere: Its department does not exist.
        """
        if site.id in self.directory().sites:
            raise AlreadyThere(site.id)
        return self.ensure_site(site)

    def ensure_site(self, site: Site) -> Site:
        """Add a site, or replace an existing one.

        Raises:
            NotThere: Its department does not exist.
        """
        directory = self.directory()
        if site.department_id not in directory.departments:
            raise NotThere(site.department_id)
        before = directory.sites.get(site.id, site)
        with self._database.writing() as connection:
            change_site(connection, site, before, article_address.moved)
        return site

    def change_site(self, site_id: str, **changes: object) -> Site:
        """Give a site other values.

        Raises:
            NotThere: The site or its department does not exist.
        """
        site = self.directory().sites.get(SiteId(site_id))
        if site is None:
            raise NotThere(site_id)
        return self.ensure_site(structs.replace(site, **changes))

    def save_settings(self, settings: SiteSettings) -> SiteSettings:
        """Set everything of a site, whatever was set before; a running server notices.

        Raises:
            NotThere: There is no such site.
        """
        with self._database.writing() as connection:
            if read_site(connection, settings.site_id) is None:
                raise NotThere(settings.site_id)
            before = read_settings(connection).get(settings.site_id) or SiteSettings(site_id=settings.site_id)
            kept = put_settings(connection, structs.replace(settings, version=before.version))
            append_audit(connection, datetime.now(UTC), COMMAND_LINE, "set_up_site", settings.site_id)
        return kept or before

    def add_agent(self, agent: Agent, password: str) -> Agent:
        """Add an agent; an empty id is replaced by a new one.

        Raises:
            AlreadyThere: The account name is taken.
            ValueError: The password is too short or too long.
        """
        with self._database.reading() as connection:
            found = find_agent(connection, agent.account)
        if found is not None:
            raise AlreadyThere(agent.account)
        return self.ensure_agent(agent, password)

    def ensure_agent(self, agent: Agent, password: str) -> Agent:
        """Add an agent, or give an existing account these values and this password; the id of an existing one stays.

        A password that is another one than before signs all the account's devices out.
        """
        hashed = hash_password(password)
        with self._database.writing() as connection:
            found = find_agent(connection, agent.account)
            agent_id = found[0].id if found else agent.id or AgentId(new_id("ag"))
            kept = structs.replace(agent, id=agent_id, status=AgentStatus.ONLINE)
            same = found is not None and is_password_of(found[1], password)
            save_agent(connection, kept, None if same else hashed)
            if found is None:
                now = datetime.now(UTC)
                append_audit(connection, now, COMMAND_LINE, "account_added", kept.id, str(kept.role))
            else:
                note_role(connection, found[0], kept)
                if not same:
                    note_password(connection, kept)
        return kept

    def import_articles(self, folder: Path) -> Imported:
        """Make a folder's articles those of the sites that it has files for; what an agent has written since stays.

        Args:
            folder: ``<site>/<language>/<key>.md``; articles of sites that the database does not have are passed over.
        """
        sites = self.directory().sites
        read = read_folder(folder)
        by_site: dict[SiteId, list[Article]] = {}
        for article in read.articles:
            site = sites.get(article.site_id)
            if site is not None:
                by_site.setdefault(site.id, []).append(article_address.kept(article, site))
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            changed = sum(replace_articles(connection, each, articles, now) for each, articles in by_site.items())
        return Imported(articles=sum(map(len, by_site.values())), changed=changed, problems=read.problems)

    @property
    def articles(self) -> "ArticleAdministration":
        """Importing and exporting articles; what it needs to read other help centres loads only then."""
        from operator_console.server.article_administration import ArticleAdministration

        return ArticleAdministration(self._database, self._files)

    def put_articles(self, site_id: SiteId, articles: Sequence[Article]) -> int:
        """Replace a site's articles by these as they are, with their addresses; return how many were changed."""
        with self._database.writing() as connection:
            return replace_articles(connection, site_id, articles, datetime.now(UTC))

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the database alone; `server.backup` takes uploaded files with it.

        Raises:
            DatabaseUnusable: It cannot be copied so, or the target exists.
        """
        self._database.backup(target)
        with self._database.writing() as connection:
            append_audit(connection, datetime.now(UTC), COMMAND_LINE, "export", "whole database")


@contextmanager
def open_administration(config: ServerConfig) -> Iterator[Administration]:
    """Open the configured database, migrated if need be, and close it at the end.

    Raises:
        DatabaseUnusable: It is of a newer version.
    """
    config.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(config.database, config.backups)
    try:
        yield Administration(database, config.files)
    finally:
        database.close()


def new_agent(account: str, name: str, departments: tuple[DepartmentId, ...], role: Role = Role.AGENT) -> Agent:
    """Return an agent whose first name is the beginning of the name."""
    shown = clean_line(name)
    return Agent(
        id=AgentId(""),
        account=clean_line(account).casefold(),
        name=shown,
        first_name=shown.partition(" ")[0],
        role=role,
        departments=departments,
    )
