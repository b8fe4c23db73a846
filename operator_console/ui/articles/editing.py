"""One article being written: what is kept, saved, compared and put back; listens to its view, paints nothing."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from operator_console.backends.base import ArticleConflict
from operator_console.desk.state import ConnectionPhase, KeptArticle
from operator_console.domain.article_keys import article_key, is_article_key
from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.articles import ArticleInWork
from operator_console.ui.articles.article_text import article_text, same_content
from operator_console.ui.articles.catalogue import Catalogue
from operator_console.ui.articles.details import Surroundings
from operator_console.ui.articles.differences import differences, side_by_side, without_sameness
from operator_console.ui.articles.editor_view import EditorView, Page
from operator_console.ui.articles.insertions import Insertions
from operator_console.ui.articles.rows import CardState
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import ask
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import time_words
from operator_console.ui.ports import DeskDoor

NOTICE = "article"
COMPARE_S = 0.25
"""While the author types, theirs is compared again after this."""


def kept_id(name: ArticleName) -> str:
    """Return under which id changes to an article of the server are kept."""
    site_id, key, language = name
    return f"{site_id}/{language}/{key}"


def new_kept_id() -> str:
    """Return an id for an article that the server does not have."""
    return f"new/{uuid4().hex}"


class Editing(QObject):
    """The presenter of the one article on screen.

    Signals:
        back_requested: The author wants the list.
        saved: The list is not true any more.
        wanted: What was put aside shall be on screen again.
    """

    back_requested = Signal()
    saved = Signal()
    wanted = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor, catalogue: Catalogue) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._catalogue = catalogue
        self._scope = context.scope.child("article")
        self._kept: KeptArticle | None = None
        self._given: Article | None = None
        self._work: ArticleInWork | None = None
        self._conflict: ArticleConflict | None = None
        self._merging: Article | None = None
        self._to_publish: bool | None = None
        self._saving = False
        self._filling = False
        self._page = Page.STATE
        self._revisions: dict[int, Article] = {}
        self._closed = False
        self.view = EditorView(context)
        self._insertions = Insertions(context, desk, self.view, catalogue, self._id_on_screen, self._scope)
        self._connect_view()

    @property
    def kept(self) -> KeptArticle | None:
        """What is being written, as it was last taken from the fields."""
        return self._kept

    @property
    def unsaved(self) -> bool:
        """The fields say something else than the server has."""
        return self._kept is not None and self._desk.editor.kept(self._kept.id) is not None

    # ------------------------------------------------------------------------------------------ opening

    def open(self, name: ArticleName) -> None:
        """Open an article of the server, with what was written and not saved."""
        self._let_go()
        self.view.state.show_state("loader-circle", self.tr("Opening the article…"))
        self._show_page(Page.STATE)
        self.view.show_standing("", None, unsaved=False, new=True)
        self.view.show_may(save=False, publish=False, may_publish=False, has_help_page=False)
        self._scope.start(self._open(name), name="open article", exclusive=True)

    def begin(self, kept: KeptArticle) -> None:
        """Write an article that the server does not have, or go on with one that was kept."""
        if kept.base_revision:
            self.open(kept.article.name)
            return
        self._let_go()
        self._work = None
        self._show(kept)
        self._take()
        self.view.writing.title.setFocus()

    def leave(self) -> None:
        """The author goes elsewhere: nothing is asked, because nothing is lost; but it is said."""
        self._take()
        if self.unsaved and self._kept is not None:
            title = clean_line(self._kept.article.title, 60) or self.tr("New article")
            words = self.tr("“%1” is not saved yet. What you wrote is kept on this computer.").replace("%1", title)
            self._context.notices.info(words, key=NOTICE)

    def close(self) -> None:
        """End listening and tasks, with the last words kept; harmless when called again."""
        if self._closed:
            return
        self._take()
        self._closed = True
        end_scope(self._scope, self._context.scope)
        self._context.ticker.cancel(self._take)

    def save(self, *, publish: bool) -> None:
        """Save what is written, as a draft or for visitors."""
        self._take()
        if not self._saving and self._kept is not None and self._page is not Page.STATE and self._is_complete():
            self._scope.start(self._save(publish=publish), name="save article")

    def show_rights(self) -> None:
        """What the author may do is other than before."""
        if self._kept is not None and self._page is not Page.STATE:
            self._show_standing()

    async def _open(self, name: ArticleName) -> None:
        editor = self._desk.editor
        work = await editor.open(name)
        kept = editor.kept(kept_id(name))
        self._work = work
        if work is None and kept is None:
            self._show_unavailable(name)
            return
        if kept is None and work is not None:
            kept = KeptArticle(
                id=kept_id(name), article=work.article, base_revision=work.revision, changed_at=self._desk.now()
            )
        if kept is None:
            return
        self._show(kept)
        self.view.writing.box.setFocus()
        if work is not None and kept.base_revision != work.revision:
            self._show_conflict(ArticleConflict(work))

    def _show_unavailable(self, name: ArticleName) -> None:
        offline = self._desk.connection.phase in {ConnectionPhase.OFFLINE, ConnectionPhase.CONNECTING}
        if offline:
            title = self.tr("No connection with the server")
            words = self.tr("An article can be changed once it was opened with a connection.")
            self.view.state.show_state("wifi-off", title, words, self.tr("Try again"))
        else:
            title = self.tr("This article cannot be opened")
            self.view.state.show_state("circle-alert", title, "", self.tr("Try again"))
        self._kept = None
        self._reopen: Callable[[], None] = lambda: self.open(name)
        self._show_page(Page.STATE)

    # --------------------------------------------------------------------------------------- what is written

    def _show(self, kept: KeptArticle) -> None:
        """Put it into the fields."""
        self._filling = True
        self._kept = kept
        self._given = kept.article
        article, writing = kept.article, self.view.writing
        writing.show_heading(article.title, article.summary)
        writing.box.show_text(article.body)
        writing.box.document().setModified(False)
        writing.details.show_article(article, self._surroundings(kept))
        self.view.remark.setText(clean_line(kept.remark, 300))
        self._filling = False
        writing.preview.show_article(article, self._base_url(article.site_id))
        writing.preview.draw_now()
        self._show_page(Page.WRITE)
        self._show_standing()

    def _surroundings(self, kept: KeptArticle) -> Surroundings:
        article = kept.article
        cards = self._catalogue.cards_of(article.site_id)
        known = self._desk.knowledge.all(article.site_id, article.language)
        titles = {other.key: other.title for other in known}
        titles |= {card.key: card.title for card in cards if card.language == article.language}
        return Surroundings(
            new=kept.base_revision == 0,
            sites={site.id: site.name for site in self._desk.sites},
            titles=titles,
            pair_exists=self._catalogue.exists(article.site_id, article.key, _other(article.language)),
            may_remove=article.site_id in self._catalogue.may_publish,
        )

    def _written(self, kept: KeptArticle) -> Article:
        """Return what the fields say; what was not touched is as it was, to the letter."""
        writing, given = self.view.writing, self._given or kept.article
        title, summary = writing.title.text(), writing.summary.text()
        same_title = title == clean_line(given.title, writing.title.maxLength())
        same_summary = summary == clean_line(given.summary, writing.summary.maxLength())
        article = structs.replace(
            writing.details.applied(kept.article),
            title=given.title if same_title else title.strip(),
            summary=given.summary if same_summary else summary.strip(),
            body=writing.box.toPlainText() if writing.box.document().isModified() else given.body,
        )
        if kept.base_revision == 0 and not kept.own_key:
            article = structs.replace(article, key=self._free_key(article))
        return article

    def _free_key(self, article: Article) -> ArticleKey:
        if not article.title.strip():
            return ArticleKey("")
        taken = {card.key for card in self._catalogue.cards_of(article.site_id)}
        return article_key(article.title, taken)

    def _take(self) -> None:
        """Take what the fields say, keep it when it is not saved, and show what follows from it."""
        kept = self._kept
        if kept is None or self._filling or self._closed:
            return
        article = self._written(kept)
        remark = self.view.remark.text()
        if (article, remark) != (kept.article, kept.remark):
            kept = structs.replace(kept, article=article, remark=remark, changed_at=self._desk.now())
            self._kept = kept
            self.view.writing.preview.show_article(article, self._base_url(article.site_id))
            if self._merging is not None:
                self._compare_soon()
        if self._says_something(kept):
            self._desk.editor.keep(kept)
        else:
            self._desk.editor.forget_kept(kept.id)
        self.view.writing.details.show_key(article.key)
        self._show_standing()

    def _says_something(self, kept: KeptArticle) -> bool:
        if self._work is not None:
            return not same_content(kept.article, self._work.article)
        article = kept.article
        return kept.base_revision > 0 or bool(article.title or article.summary or article.body.strip() or article.facts)

    def _show_standing(self) -> None:
        kept = self._kept
        if kept is None:
            return
        article, work, new = kept.article, self._work, kept.base_revision == 0
        state = _state(work)
        unsaved = self.unsaved
        self.view.show_standing(article.title, state, unsaved=unsaved, new=new)
        free = not self._saving and self._page is not Page.CONFLICT
        may_publish = article.site_id in self._catalogue.may_publish
        url = work.published.url if work is not None and work.published is not None else None
        self.view.show_may(
            save=unsaved and free,
            publish=(unsaved or state in {CardState.DRAFT, CardState.CHANGED}) and free,
            may_publish=may_publish,
            has_help_page=bool(url),
        )
        self.view.show_counts(len(article.body.split()), len(article.body))

    def _is_complete(self) -> bool:
        """Tell whether it can be saved; what is wrong is marked and said."""
        kept, writing = self._kept, self.view.writing
        if kept is None:
            return False
        words = ""
        article = kept.article
        wrong_key = kept.base_revision == 0 and bool(article.title.strip()) and not is_article_key(article.key)
        taken = kept.base_revision == 0 and self._catalogue.exists(*article.name)
        writing.details.show_wrong_key(wrong_key or taken)
        if not article.title.strip():
            words = self.tr("Give the article a title first: what a visitor would ask.")
            writing.title.setFocus()
        elif wrong_key:
            words = self.tr("The key may hold small letters, digits and hyphens only.")
        elif taken:
            words = self.tr("There is an article with this key in this language already. Choose another key.")
        if words:
            self._context.notices.warning(words, key=NOTICE)
        return not words

    # -------------------------------------------------------------------------------------------- saving

    async def _save(self, *, publish: bool) -> None:
        kept = self._kept
        if kept is None:
            return
        self._saving, self._to_publish = True, publish
        self.view.show_busy(self.tr("Publishing…") if publish else self.tr("Saving…"))
        self._show_standing()
        try:
            answer = await self._desk.editor.save(
                kept.article, kept.base_revision, publish=publish, remark=kept.remark.strip()
            )
        finally:
            self._saving = False
            self.view.show_busy("")
        if isinstance(answer, ArticleInWork):
            await self._on_saved(kept, answer, publish=publish)
        elif self._kept is not None and self._kept.id == kept.id:
            self._show_standing()
            if answer is not None:
                self._show_conflict(answer)

    async def _on_saved(self, kept: KeptArticle, work: ArticleInWork, *, publish: bool) -> None:
        here = self._kept is not None and self._kept.id == kept.id
        if here:
            self._take()
        now = self._kept if here else self._desk.editor.kept(kept.id)
        self._desk.editor.forget_kept(kept.id)
        wrote_on = now is not None and not same_content(now.article, kept.article)
        fresh = KeptArticle(
            id=kept_id(work.article.name),
            article=work.article,
            base_revision=work.revision,
            changed_at=self._desk.now(),
        )
        if wrote_on and now is not None:
            fresh = structs.replace(fresh, article=structs.replace(now.article, key=work.article.key))
            self._desk.editor.keep(fresh)
        if here:
            self._adopt(fresh, work, wrote_on=wrote_on)
        words = self.tr("Published. Visitors and colleagues find it now.") if publish else self.tr("Saved as a draft.")
        self._context.notices.info(words, key=NOTICE)
        if kept.missing_id:
            await self._desk.editor.close_missing(kept.missing_id)
        self.saved.emit()

    def _adopt(self, fresh: KeptArticle, work: ArticleInWork, *, wrote_on: bool) -> None:
        """Go on from what the server has now; the cursor stays where it is."""
        self._work, self._conflict, self._to_publish = work, None, None
        self._revisions.clear()
        self._end_merge()
        if wrote_on:
            self._kept = fresh
            self.view.writing.details.show_article(fresh.article, self._surroundings(fresh))
        else:
            box = self.view.writing.box
            place = box.textCursor().position()
            self._show(fresh)
            cursor = box.textCursor()
            cursor.setPosition(min(place, max(0, box.document().characterCount() - 1)))
            box.setTextCursor(cursor)
        self.view.remark.clear()
        self.view.history.show_history(work.history)
        self._take()

    # ------------------------------------------------------------------------------------------ conflict

    def _show_conflict(self, conflict: ArticleConflict) -> None:
        self._conflict = conflict
        self._scope.start(self._compare_sides(conflict), name="compare sides", exclusive=True)

    async def _compare_sides(self, conflict: ArticleConflict) -> None:
        kept = self._kept
        if kept is None:
            return
        current = conflict.current
        theirs = article_text(current.article if current is not None else None)
        rows = await asyncio.to_thread(side_by_side, theirs, article_text(kept.article))
        if self._conflict is not conflict or self._closed:
            return
        last = current.history[0] if current is not None and current.history else None
        who = clean_line(last.by, 60) if last is not None and last.by else self.tr("somebody else")
        if current is None:
            words = self.tr("This article was taken away while you were writing. Nothing of yours is lost.")
        else:
            at = time_words(last.at, self._context.locale) if last is not None else ""
            words = self.tr("%1 saved this article at %2, after you had opened it. Nothing of yours is lost.")
            words = words.replace("%2", at).replace("%1", who)
        self.view.conflict.show_conflict(words, who.upper(), rows, gone=current is None)
        self._show_page(Page.CONFLICT)
        self.view.conflict.focus_first()

    def _on_theirs(self) -> None:
        kept, conflict = self._kept, self._conflict
        if kept is None or conflict is None:
            return
        self._desk.editor.forget_kept(kept.id)
        self._conflict = None
        self._kept = None
        undo = self.tr("Back to mine")
        self._context.notices.offer(
            self.tr("Yours was put aside."), key=NOTICE, action_text=undo, action=lambda: self._bring_back(kept)
        )
        if conflict.current is None:
            self.back_requested.emit()
            self.saved.emit()
            return
        work = self._work = conflict.current
        self._show(
            KeptArticle(id=kept.id, article=work.article, base_revision=work.revision, changed_at=self._desk.now())
        )

    def _bring_back(self, kept: KeptArticle) -> None:
        self._take()
        self._desk.editor.keep(kept)
        self._kept = None
        self.wanted.emit()
        self.begin(kept)

    def _on_mine(self) -> None:
        if self._rebase() is None:
            return
        self._show_page(Page.WRITE)
        if self._to_publish is not None:
            self.save(publish=self._to_publish)

    def _on_merge(self) -> None:
        conflict = self._rebase()
        if conflict is None or conflict.current is None:
            return
        self._merging = conflict.current.article
        self._show_page(Page.WRITE)
        words = self.tr("What they saved (+) compared with what you write (−). Bring over what you need, then save.")
        self.view.writing.show_comparison(words)
        self._compare_soon(0)
        self.view.writing.box.setFocus()

    def _rebase(self) -> ArticleConflict | None:
        """Let mine stand upon what the other one saved."""
        kept, conflict = self._kept, self._conflict
        if kept is None or conflict is None:
            return None
        self._conflict, self._work = None, conflict.current
        self._kept = structs.replace(kept, base_revision=conflict.current.revision if conflict.current else 0)
        if conflict.current is None:  # the key stays: it names what was taken away
            self._kept = structs.replace(self._kept, own_key=True)
            self._catalogue.took_away(kept.article.name)
        self.view.writing.details.show_article(self._kept.article, self._surroundings(self._kept))
        self._desk.editor.keep(self._kept)
        self._show_standing()
        return conflict

    def _compare_soon(self, delay_s: float = COMPARE_S) -> None:
        self._scope.start(self._compare(delay_s), name="compare", exclusive=True)

    async def _compare(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        if self._merging is None or self._kept is None:
            return
        mine, theirs = article_text(self._kept.article), article_text(self._merging)
        lines = await asyncio.to_thread(differences, mine, theirs)
        self.view.writing.compare.show_lines(without_sameness(lines))

    def _end_merge(self) -> None:
        self._merging = None
        self.view.writing.show_comparison(None)

    # ------------------------------------------------------------------------------------------- history

    def _on_page(self, page: Page) -> None:
        self._take()
        if page is Page.HISTORY and self._work is not None:
            self._show_page(page)
            self.view.history.show_history(self._work.history)
            if self.view.history.number:
                self._on_revision(self.view.history.number)
            self.view.history.list.setFocus()
        else:
            self._show_page(Page.CONFLICT if self._conflict is not None else Page.WRITE)

    def _on_revision(self, number: int) -> None:
        if self._kept is not None:
            self._scope.start(self._show_revision(number), name="revision", exclusive=True)

    async def _show_revision(self, number: int) -> None:
        article = await self._revision(number)
        kept = self._kept
        if article is None or kept is None:
            self.view.history.show_failure()
            return
        now = article_text(kept.article)
        lines = await asyncio.to_thread(differences, article_text(article), now)
        different = not same_content(article, kept.article)
        self.view.history.show_differences(number, without_sameness(lines), different=different)

    async def _revision(self, number: int) -> Article | None:
        if number not in self._revisions and self._kept is not None:
            found = await self._desk.editor.revision(self._kept.article.name, number)
            if found is None:
                return None
            self._revisions[number] = found
        return self._revisions.get(number)

    def _on_restore(self, number: int) -> None:
        self._scope.start(self._restore(number), name="put back", exclusive=True)

    async def _restore(self, number: int) -> None:
        """Make an earlier revision the newest draft; what was written meanwhile can be brought back."""
        before, earlier = self._kept, await self._revision(number)
        if earlier is None or before is None or self._kept is not before:
            return
        unsaved = self.unsaved
        article = structs.replace(earlier, version=before.article.version, url=before.article.url)
        remark = self.tr("Put back revision %1").replace("%1", str(number))
        self._show(structs.replace(before, article=article, remark=remark, changed_at=self._desk.now()))
        self._take()
        if self.unsaved:
            await self._save(publish=False)
        if unsaved:
            self._context.notices.offer(
                self.tr("What you had not saved was put aside."),
                key="article_before",
                action_text=self.tr("Bring it back"),
                action=lambda: self._bring_back_over(before),
            )

    def _bring_back_over(self, before: KeptArticle) -> None:
        """Let what was put aside stand upon what the server has now."""
        if self._kept is not None and self._kept.id == before.id:
            self._show(structs.replace(before, base_revision=self._kept.base_revision))
            self._take()
        else:
            self._bring_back(before)

    # --------------------------------------------------------------------------------------------- slots

    def _connect_view(self) -> None:
        view = self.view
        view.back_requested.connect(self.back_requested)
        view.page_chosen.connect(self._on_page)
        view.draft_requested.connect(self._on_draft)
        view.publish_requested.connect(self._on_publish)
        view.discard_requested.connect(self._on_discard)
        view.help_page_requested.connect(self._on_help_page)
        view.remark_edited.connect(self._take_soon)
        view.state.action_requested.connect(self._on_again)
        view.writing.edited.connect(self._take_soon)
        view.writing.compare_ended.connect(self._end_merge)
        view.writing.details.key_edited.connect(self._on_own_key)
        view.writing.details.pair_requested.connect(self._on_pair)
        view.writing.details.remove_requested.connect(self._on_remove)
        view.history.chosen.connect(self._on_revision)
        view.history.restore_requested.connect(self._on_restore)
        view.conflict.theirs_requested.connect(self._on_theirs)
        view.conflict.mine_requested.connect(self._on_mine)
        view.conflict.merge_requested.connect(self._on_merge)

    def _take_soon(self) -> None:
        if not self._filling and not self._closed:
            self._context.ticker.request(self._take)

    def _on_draft(self) -> None:
        self.save(publish=False)

    def _on_publish(self) -> None:
        self.save(publish=True)

    def _on_again(self) -> None:
        self._reopen()

    def _on_own_key(self) -> None:
        if self._kept is not None:
            self._kept = structs.replace(self._kept, own_key=True)
            self.view.writing.details.show_wrong_key(False)
            self._take_soon()

    def _on_help_page(self) -> None:
        work = self._work
        if work is not None and work.published is not None and work.published.url:
            open_link(work.published.url)

    def _on_discard(self) -> None:
        self._take()
        kept = self._kept
        if kept is None:
            return
        self._desk.editor.forget_kept(kept.id)
        self._context.notices.offer(
            self.tr("Your changes were put aside."),
            key=NOTICE,
            action_text=self.tr("Bring it back"),
            action=lambda: self._bring_back(kept),
        )
        if self._work is None:
            self._kept = None
            self.back_requested.emit()
            return
        self._conflict = None
        self._end_merge()
        work = self._work
        self._show(structs.replace(kept, article=work.article, base_revision=work.revision, remark=""))

    def _on_pair(self) -> None:
        self._take()
        kept = self._kept
        if kept is None:
            return
        article, language = kept.article, _other(kept.article.language)
        if self._catalogue.exists(article.site_id, article.key, language):
            self.leave()
            self.open((article.site_id, article.key, language))
            return
        other = structs.replace(article, language=language, version=0, url=None, updated_at=None)
        self.leave()
        self.begin(
            KeptArticle(id=new_kept_id(), article=other, base_revision=0, changed_at=self._desk.now(), own_key=True)
        )

    def _on_remove(self) -> None:
        self._scope.start(self._remove(), name="take away", exclusive=True)

    async def _remove(self) -> None:
        kept = self._kept
        if kept is None or self._work is None:
            return
        title = self.tr("Take “%1” away?").replace("%1", clean_line(kept.article.title, 80))
        text = self.tr("Visitors and colleagues do not find it any more. Its history stays on the server.")
        yes, no = self.tr("Take it away"), self.tr("Leave it")
        if not await ask(self._context, self.view, title, text, yes, no, dangerous=True):
            return
        answer = await self._desk.editor.remove(kept.article.name, self._work.revision)
        if isinstance(answer, ArticleConflict):
            self._to_publish = None
            self._show_conflict(answer)
        elif answer:
            self._desk.editor.forget_kept(kept.id)
            self._kept = None
            self.back_requested.emit()
            self.saved.emit()

    # ------------------------------------------------------------------------------------------- private

    def _let_go(self) -> None:
        """Take the last words of what was on screen before something else comes."""
        self._take()
        self._kept, self._work, self._conflict, self._to_publish = None, None, None, None
        self._revisions.clear()
        self._end_merge()
        self.view.history.show_history(())

    def _show_page(self, page: Page) -> None:
        self._page = page
        self.view.show_page(page)
        if page is not Page.STATE:
            self._show_standing()

    def _id_on_screen(self) -> str:
        return self._kept.id if self._kept is not None else ""

    def _base_url(self, site_id: SiteId) -> str | None:
        return next((site.base_url for site in self._desk.sites if site.id == site_id), None)


def _state(work: ArticleInWork | None) -> CardState | None:
    if work is None:
        return None
    if work.published_revision is None:
        return CardState.DRAFT
    return CardState.PUBLISHED if work.revision == work.published_revision else CardState.CHANGED


def _other(language: str) -> str:
    return "en" if language == "nl" else "nl"
