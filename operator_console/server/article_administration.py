"""Articles in and out of a database on the server's machine, with their pictures; a running server notices."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import SiteId
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.knowledge.exporting import ExportForm, write_export
from operator_console.knowledge.importing import read_import
from operator_console.knowledge.pictures import ENDINGS, Picture, pictures_of, with_addresses
from operator_console.protocol.articles import ImportedArticles
from operator_console.server import article_address
from operator_console.server.file_check import FileRefused, check_file, safe_name
from operator_console.server.kept_files import file_path, kept_picture, write_file
from operator_console.server.store.account_changes import COMMAND_LINE
from operator_console.server.store.article_imports import add_articles
from operator_console.server.store.article_use import add_picture, read_picture
from operator_console.server.store.articles import Change, read_newest
from operator_console.server.store.audit import append_audit
from operator_console.server.store.database import Database
from operator_console.server.store.directory import read_directory

_ENDING_OF = {content_type: ending for ending, content_type in reversed(ENDINGS.items())}


class Brought(Struct, frozen=True, kw_only=True):
    """What an import brought, all sites together, and what did not fit."""

    done: ImportedArticles
    pictures: int
    problems: tuple[ArticleFileProblem, ...]


class ArticleAdministration:
    """Imports and exports articles."""

    def __init__(self, database: Database, files: Path) -> None:
        self._database = database
        self._files = files

    def bring(self, source: Path, site_id: SiteId | None, language: str, *, draft: bool) -> Brought:
        """Import a folder or a file; other articles of the sites stay as they are.

        Args:
            site_id: Of all articles; None when each names its own.
            language: Of articles that do not name theirs.
            draft: Visitors do not read them yet; what the source calls a draft is one anyway.

        Raises:
            OSError: The source cannot be read, or there is no room for pictures.
        """
        found = read_import(source.name, source, site_id, language)
        problems = list(found.problems)
        addresses = self._keep_pictures(found.pictures, problems)
        with self._database.reading() as connection:
            sites = read_directory(connection).sites
        groups: dict[tuple[SiteId, bool], list[Article]] = {}
        for article in found.articles:
            site = sites.get(article.site_id)
            if site is None:
                problems.append(ArticleFileProblem(source.name, 1, "no_site", f"{article.site_id}: {article.key}"))
                continue
            publish = not draft and article.name not in found.drafts
            ready = article_address.kept(with_addresses(article, addresses), site)
            groups.setdefault((site.id, publish), []).append(ready)
        total = ImportedArticles()
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            for (each, publish), articles in groups.items():
                done = add_articles(connection, each, articles, Change(at=now, publish=publish))
                total = _sum(total, done)
                result = f"{done.added} added, {done.changed} changed"
                append_audit(connection, now, COMMAND_LINE, "articles_imported", each, result)
        return Brought(done=total, pictures=len(addresses), problems=tuple(problems))

    def take(self, site_id: SiteId, form: ExportForm) -> bytes:
        """Return a site's articles as a file: the newest revisions, drafts marked, with their pictures."""
        with self._database.reading() as connection:
            newest = [each for each in read_newest(connection, site_id).values() if not each.removed]
            articles = [each.article for each in newest]
            drafts: set[ArticleName] = {each.article.name for each in newest if each.is_draft}
            addresses = dict.fromkeys(address for article in articles for address in pictures_of(article))
            known = {address: read_picture(connection, address.rpartition("/")[2]) for address in addresses}
        pictures = []
        for address, kept in known.items():
            path = file_path(self._files, kept.id) if kept is not None else None
            if kept is not None and path is not None and path.is_file():
                name = f"{kept.id}.{_ENDING_OF.get(kept.content_type, 'png')}"
                pictures.append(Picture(address=address, name=name, content=path.read_bytes()))
        with self._database.writing() as connection:
            append_audit(connection, datetime.now(UTC), COMMAND_LINE, "articles_exported", site_id)
        return write_export(articles, pictures, form, drafts)

    def _keep_pictures(self, pictures: tuple[Picture, ...], problems: list[ArticleFileProblem]) -> Mapping[str, str]:
        """Check and keep pictures, and return the addresses that they have now."""
        addresses: dict[str, str] = {}
        for picture in pictures:
            try:
                checked = check_file(safe_name(picture.name), picture.content)
            except FileRefused as error:
                problems.append(ArticleFileProblem(picture.name, 1, "bad_picture", str(error)))
                continue
            kept = kept_picture(checked)
            if kept is None:
                continue
            write_file(file_path(self._files, kept.id), checked)
            with self._database.writing() as connection:
                add_picture(connection, kept, datetime.now(UTC))
            addresses[picture.address] = f"/article-pictures/{kept.id}"
        return addresses


def _sum(one: ImportedArticles, other: ImportedArticles) -> ImportedArticles:
    return ImportedArticles(
        added=one.added + other.added, changed=one.changed + other.changed, same=one.same + other.same
    )
