"""The door of the sites' page for the window: reads a site, saves it, settles conflicts, asks when leaving."""

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import SitesChanged
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_checks import cleaned_settings, cleaned_site, settings_faults, site_faults
from operator_console.domain.site_file import changes, merged
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.sites import OwnSites
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog, ask
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.ports import DeskDoor
from operator_console.ui.setup.install_part import InstallPart
from operator_console.ui.setup.installing import Installing
from operator_console.ui.setup.sheets import ChangesSheet, NewSiteSheet
from operator_console.ui.setup.transfer import SiteTransfer
from operator_console.ui.setup.view import SetupView
from operator_console.ui.setup.words import refusal_words, words_of

NOTICE = "site_setup"
_NAME_CHARS = 40
Kept = tuple[Site, SiteSettings]


class SetupScreen(QObject):
    """The page.

    Signals:
        leave_requested: Back to the chats.
    """

    leave_requested = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._door = desk.site_setup
        self._closed = False
        self._own: OwnSites | None = None
        self._base: Kept | None = None
        """The site on screen as the server last told it."""
        self._busy = False
        self._scope = context.scope.child("sites")
        self._view = SetupView(context)
        self.installing: Installing | None = None
        self.transfer = SiteTransfer(context, self._view, self._scope, self._take_over)
        self._unlisten = desk.hub.listen(SitesChanged, self._on_sites_changed)
        view = self._view
        view.built.connect(self._on_built)
        view.changed.connect(self._on_changed)
        view.site_chosen.connect(self._on_site)
        view.save_requested.connect(self.save)
        view.discard_requested.connect(self._on_discard)
        view.new_requested.connect(self._on_new)
        view.retry_requested.connect(self._on_retry)
        view.export_requested.connect(self._on_export)
        view.import_requested.connect(self._on_import)

    # -- for the window

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self._view

    @property
    def unsaved(self) -> bool:
        """Tell whether something was changed and not saved."""
        if self._base is None:
            return False
        site, settings = self._base
        taken = self._view.taken(site, settings)
        cleaned = (cleaned_site(taken[0]), cleaned_settings(taken[1]))
        return cleaned != (cleaned_site(site), cleaned_settings(settings)) or bool(self._view.own_faults())

    def show(self) -> None:
        """The page comes on screen; what is not saved stays, everything else is read anew."""
        self._context.notices.withdrawn.emit(NOTICE)
        if not self.unsaved and not self._busy:
            self._start(self._read, self._base[0].id if self._base is not None else None)
        self._view.focus_settings()

    def hide(self) -> None:
        """The page goes from the screen; what is not saved stays here, and that is said."""
        if self.unsaved and self._base is not None:
            words = self.tr("The changes to %1 are not saved; they wait on the page Sites.")
            self._context.notices.info(words.replace("%1", self._name), key=NOTICE, timeout_s=12.0)

    def back(self) -> None:
        """Leave the page; what is not saved is asked about first."""
        self._start(self._leave)

    def focus_search(self) -> None:
        """Give the keyboard to the sites; there is nothing to search."""
        self._view.sites.setFocus()

    def close(self) -> None:
        """End listening and tasks; harmless a second time."""
        if not self._closed:
            self._closed = True
            self._unlisten()
            end_scope(self._scope, self._context.scope)

    async def may_leave(self) -> bool:
        """Ask about what is not saved, and do what the agent says; False stays."""
        if not self.unsaved:
            return True
        title = self.tr("Save the changes to %1?").replace("%1", self._name)
        sheet = SheetDialog(self._context, title, self._view, width_px=460)
        sheet.add_text(self.tr("They are on this screen only."))
        sheet.add_button("stay", self.tr("Stay here"))
        sheet.add_button("discard", self.tr("Discard"))
        sheet.add_button("save", self.tr("Save"), "primary", default=True)
        answer = await _answer(sheet)
        if answer == "save":
            return await self._save()
        if answer == "discard":
            self._fill()
        return answer == "discard"

    # -- reading

    @property
    def _name(self) -> str:
        return clean_line(self._base[0].name, _NAME_CHARS) if self._base is not None else ""

    @property
    def _shown(self) -> Site | None:
        """The site on screen as it was last saved."""
        return self._base[0] if self._base is not None else None

    def _start(self, step: Callable[..., Coroutine[Any, Any, object]], *args: object) -> None:
        """Begin a step; while another one is under way, nothing else is begun."""
        if not self._busy and not self._closed:
            self._busy = True
            self._scope.start(self._alone(step, *args), name="site setup")

    async def _alone(self, step: Callable[..., Coroutine[Any, Any, object]], *args: object) -> None:
        try:
            await step(*args)
        finally:
            self._busy = False

    async def _read(self, site_id: SiteId | None) -> None:
        """Read the list, and this site or the first one."""
        if self._base is None:
            self._view.show_state("loader-circle", self.tr("Reading the sites…"))
        self._own = await self._door.own_sites()
        if self._own is None:
            self._unreachable()
            return
        sites = self._sites()
        if not any(site.id == site_id for site in sites):
            site_id = sites[0].id if sites else None
        self._view.show_sites(sites, site_id, may_create=bool(self._own.create_in))
        if site_id is None:
            self._base = None
            self._view.show_state(
                "settings",
                self.tr("There is no site to set up"),
                self.tr("Leads set up the sites of their departments."),
                self.tr("Make the first site") if self._own.create_in else "",
            )
            return
        await self._read_site(site_id)

    async def _read_site(self, site_id: SiteId) -> None:
        found = await self._door.settings(site_id)
        if found is None:
            self._unreachable()
            return
        another = self._base is None or self._base[0].id != site_id
        self._base = (found.site, found.settings)
        self._fill()
        self._view.mark_site(site_id)
        if another and self.installing is not None:
            self.installing.show_site(found.site)

    def _unreachable(self) -> None:
        self._base = None
        self._view.show_state(
            "wifi-off",
            self.tr("The sites cannot be read now"),
            self.tr("Setting a site up needs the server: everything is kept there."),
            self.tr("Try again"),
        )

    def _sites(self) -> tuple[Site, ...]:
        sites = self._own.sites if self._own is not None else ()
        return tuple(sorted(sites, key=lambda site: site.name.casefold()))

    def _fill(self) -> None:
        if self._base is not None:
            departments = self._own.departments if self._own is not None else ()
            self._view.show_site(*self._base, departments)
            self._view.show_faults({})
            self._view.show_standing(unsaved=False, busy=False)

    def _on_built(self) -> None:
        part = self._view.parts["install"]
        if isinstance(part, InstallPart):
            self.installing = Installing(self._context, self._door, part, lambda: self._shown, self._scope)
            part.show_server(self._door.server)
            part.allow_requested.connect(self._on_allow)
            part.key_end_requested.connect(self._on_key_end)

    def _on_retry(self) -> None:
        if self._own is not None and not self._own.sites and self._own.create_in:
            self._on_new()
        else:
            self._start(self._read, None)

    def _on_sites_changed(self, _changed: SitesChanged) -> None:
        """Somebody changed a site: what is shown follows, unless something is being changed here."""
        if self._view.isVisible() and not self.unsaved:
            self._start(self._read, self._base[0].id if self._base is not None else None)

    # -- changing and saving

    def _on_changed(self) -> None:
        unsaved = self.unsaved
        self._view.show_standing(unsaved=unsaved, busy=False)
        self._view.show_faults(self._view.own_faults())

    def save(self) -> None:
        """Save what was changed."""
        if self.unsaved:
            self._start(self._save)

    async def _save(self) -> bool:
        """Save site and settings where they are others; tell whether everything is saved."""
        if self._base is None:
            return True
        base_site, base_settings = self._base
        site, settings = self._view.taken(base_site, base_settings)
        site, settings = cleaned_site(site), cleaned_settings(settings)
        faults = {**words_of((*site_faults(site), *settings_faults(settings))), **self._view.own_faults()}
        self._view.show_faults(faults, go=True)
        if faults:
            self._context.notices.warning(self.tr("Not saved: something is wrong in a marked section."), key=NOTICE)
            return False
        self._view.show_standing(unsaved=True, busy=True)
        try:
            return await self._store(site, settings)
        finally:
            self._view.show_standing(unsaved=self.unsaved, busy=False)

    async def _store(self, site: Site, settings: SiteSettings) -> bool:
        base_site, base_settings = self._known()
        if site != cleaned_site(base_site):
            kept = await self._door.save_site(site, base_site)
            if isinstance(kept, Refusal):
                return await self._not_saved(kept, site, settings)
            self._base = (kept.site, base_settings)
            self._follow(kept.site)
        if settings != cleaned_settings(base_settings):
            kept = await self._door.save(settings)
            if isinstance(kept, Refusal):
                return await self._not_saved(kept, site, settings)
            self._base = (self._known()[0], kept.settings)
        self._fill()
        self._context.notices.withdrawn.emit(NOTICE)
        self._context.notices.info(self.tr("%1 is saved.").replace("%1", self._name), key=NOTICE)
        return True

    def _known(self) -> Kept:
        if self._base is None:
            msg = "no site is on screen"
            raise RuntimeError(msg)
        return self._base

    async def _not_saved(self, refusal: Refusal, site: Site, settings: SiteSettings) -> bool:
        if refusal is Refusal.CONFLICT:
            return await self._settle(site, settings)
        self._context.notices.warning(
            refusal_words(refusal), key=NOTICE, action_text=self.tr("Try again"), action=self.save
        )
        return False

    async def _settle(self, site: Site, settings: SiteSettings) -> bool:
        """Somebody else saved meanwhile: show what, and let the agent choose."""
        base_site, base_settings = self._known()
        theirs = await self._door.settings(site.id)
        if theirs is None:
            return await self._not_saved(Refusal.UNAVAILABLE, site, settings)
        found = (*changes(base_site, theirs.site), *changes(base_settings, theirs.settings))
        sheet = ChangesSheet(
            self._context,
            self.tr("Somebody else has saved %1").replace("%1", clean_line(base_site.name, _NAME_CHARS)),
            self.tr(
                "While you were changing it, somebody else saved this. Yours can go on top of it: where both of you "
                "changed the same, yours counts."
            ),
            found,
            self._view,
        )
        sheet.add_button("later", self.tr("Decide later"))
        sheet.add_button("theirs", self.tr("Take theirs, discard mine"))
        sheet.add_button("mine", self.tr("Save mine on top"), "primary", default=True)
        answer = await _answer(sheet)
        if answer not in {"mine", "theirs"}:
            return False
        self._base = (theirs.site, theirs.settings)
        if answer == "theirs":
            self._fill()
            return True
        mine = (merged(base_site, site, theirs.site), merged(base_settings, settings, theirs.settings))
        self._view.show_site(*mine, self._own.departments if self._own is not None else ())
        return await self._store(*mine)

    def _follow(self, site: Site) -> None:
        """Show a changed site in the list at once; the server's word to everybody comes a moment later."""
        if self._own is not None:
            others = tuple(each for each in self._own.sites if each.id != site.id)
            self._own = structs.replace(self._own, sites=(*others, site))
            self._view.show_sites(self._sites(), site.id, may_create=bool(self._own.create_in))

    def _on_discard(self) -> None:
        self._fill()

    # -- going to another site, or away

    def _on_site(self, site_id: str) -> None:
        self._start(self._go_to, SiteId(site_id))
        if self._busy and self._base is not None:
            self._view.mark_site(self._base[0].id)

    async def _go_to(self, site_id: SiteId) -> None:
        if self._base is not None and not await self.may_leave():
            self._view.mark_site(self._base[0].id)
            return
        await self._read_site(site_id)

    async def _leave(self) -> None:
        if await self.may_leave():
            self.leave_requested.emit()

    # -- a new site, files, the section about installing

    def _on_new(self) -> None:
        self._start(self._ask_new)

    async def _ask_new(self) -> None:
        if self._own is None or not await self.may_leave():
            return
        taken = frozenset(site.id for site in self._own.sites)
        sheet = NewSiteSheet(self._context, self._own.create_in, taken, self._view)
        try:
            while await sheet.asked() == "make":
                made = await self._door.create(sheet.site)
                if not isinstance(made, Refusal):
                    await self._read(made.site.id)
                    self._view.show_section("install")
                    return
                taken_words = self.tr("There is a site of this id already.")
                sheet.say(taken_words if made is Refusal.CONFLICT else refusal_words(made))
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()

    def _on_export(self) -> None:
        if self._base is not None:
            self.transfer.open_export(*self._base)

    def _on_import(self) -> None:
        if self._base is not None:
            self.transfer.open_import(lambda: self._view.taken(*self._known()))

    def _take_over(self, site: Site, settings: SiteSettings) -> None:
        """Put a file's values into the page and save them, as if somebody had typed them."""
        if self._base is not None and self._base[0].id == site.id:
            self._view.show_site(site, settings, self._own.departments if self._own is not None else ())
            self._view.show_standing(unsaved=self.unsaved, busy=False)
            self.save()

    def _on_allow(self, origin: str) -> None:
        """Put an origin into the list and save; everything else that was changed is saved with it."""
        if self._base is None:
            return
        site, settings = self._view.taken(*self._base)
        if origin not in site.origins:
            allowed = structs.replace(site, origins=(*site.origins, origin))
            self._view.show_site(allowed, settings, self._own.departments if self._own is not None else ())
        self._start(self._save_and_check)

    async def _save_and_check(self) -> None:
        if await self._save() and self.installing is not None:
            self.installing.check()

    def _on_key_end(self, key_id: str) -> None:
        self._start(self._end_key, key_id)

    async def _end_key(self, key_id: str) -> None:
        sure = await ask(
            self._context,
            self._view,
            self.tr("End this key?"),
            self.tr("Customers whom your shop's server vouches for with it are guests from then on."),
            self.tr("End it"),
            self.tr("Keep it"),
            dangerous=True,
        )
        if sure and self.installing is not None:
            await self.installing.end_key(key_id)


async def _answer(sheet: SheetDialog) -> str | None:
    try:
        return await sheet.asked()
    finally:
        sheet.setParent(None)  # gone for whoever looks for an open sheet
        sheet.deleteLater()
