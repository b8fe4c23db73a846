"""The sign-in card: fields, failures in words at the field, remembered accounts; decides nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.avatar import paint_avatar
from operator_console.ui.kit.buttons import icon_button, link_button, primary_button, set_button_text
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.signin.door import RememberedAccount

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

CARD_PX = 400


class Field(QWidget):
    """A line to fill in, with its title above and what is wrong below."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = QLabel(title, self)
        self.line = QLineEdit(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        label.setBuddy(self.line)
        self._wrong = PlainLabel("", self, wrap=True)
        self._wrong.setObjectName(f"{name}_wrong")
        self._wrong.setProperty("role", "bad")
        self._wrong.setVisible(False)
        for widget in (label, self.line, self._wrong):
            column.addWidget(widget)
        self.line.textEdited.connect(call(self.show_wrong, ""))

    @property
    def wrong(self) -> str:
        """What is wrong, as shown."""
        return self._wrong.whole_text

    def show_wrong(self, words: str) -> None:
        """Say what is wrong here; empty when nothing is."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.line.setAccessibleDescription(words)
        if bool(self.line.property("wrong")) is not bool(words):
            self.line.setProperty("wrong", bool(words))
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)


class AccountButton(QAbstractButton):
    """One remembered account: initials, account name, server."""

    def __init__(self, context: "UiContext", account: RememberedAccount, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.account = account
        self._name = clean_line(account.account)
        self._server = clean_line(account.server.partition("://")[2] or account.server)
        words = self.tr("Sign in as %1 at %2").replace("%2", self._server).replace("%1", self._name)
        self.setAccessibleName(words)
        self.setObjectName("remembered_account")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(50)
        context.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(CARD_PX - 60, 50)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self.underMouse() or self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("hover" if hot else "panel"))
        painter.drawRoundedRect(frame, 10, 10)
        paint_avatar(painter, QRectF(11, (self.height() - 30) / 2, 30, 30), self._name, self._context)
        self._write(painter, 8, self._name, theme.font(13, 600), "text")
        self._write(painter, 26, self._server, theme.font(12), "dim")

    def _write(self, painter: QPainter, top: int, words: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(self._context.theme.colour(role))
        room = QRectF(52, top, self.width() - 64, 17)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class AccountRow(QWidget):
    """A remembered account and the way to forget it.

    Signals:
        chosen, forgotten: With its `RememberedAccount`.
    """

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, context: "UiContext", account: RememberedAccount, parent: QWidget) -> None:
        super().__init__(parent)
        self._account = account
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        button = AccountButton(context, account, self)
        button.clicked.connect(self._on_chosen)
        words = self.tr("Forget %1 on this computer").replace("%1", clean_line(account.account))
        forget = icon_button(context, "x", words, "forget_account", self)
        forget.clicked.connect(self._on_forgotten)
        line.addWidget(button, 1)
        line.addWidget(forget)

    def _on_chosen(self) -> None:
        self.chosen.emit(self._account)

    def _on_forgotten(self) -> None:
        self.forgotten.emit(self._account)


class SignInView(QFrame):
    """The whole window before somebody is signed in.

    Signals:
        sign_in_requested: (server, account, password, remember), as typed.
        account_chosen, forget_requested: A `RememberedAccount`.
    """

    sign_in_requested = Signal(str, str, str, bool)
    account_chosen = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self.setProperty("surface", "bg")
        self.setWindowTitle(self.tr("Sign in · Operator Console"))
        self.setMinimumSize(460, 420)
        self._context = context
        self._busy = False
        self._waiting = False
        card = QFrame(self)
        card.setObjectName("sign_in_card")
        card.setFixedWidth(CARD_PX)
        self._card = QVBoxLayout(card)
        self._card.setContentsMargins(30, 28, 30, 26)
        self._card.setSpacing(12)
        self._build_head()
        self._build_accounts()
        self._build_form()
        self._place(card)

    @property
    def busy(self) -> bool:
        """Tell whether an attempt is under way."""
        return self._busy

    def show_accounts(self, accounts: tuple[RememberedAccount, ...]) -> None:
        """Offer these; with none, the form stands alone."""
        while (item := self._account_rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for account in accounts:
            self._account_rows.addWidget(self._account_row(account))
        self._accounts.setVisible(bool(accounts))
        self.show_form(not accounts)
        if accounts and (first := self._accounts.findChild(AccountButton)) is not None:
            first.setFocus()

    def show_form(self, shown: bool) -> None:
        """Open or close the form below the remembered accounts."""
        self._form.setVisible(shown)
        self._other.setVisible(not shown)
        if shown:
            self._focus_first_empty()

    def fill(self, server: str, account: str) -> None:
        """Put an account into the form, ready for its password."""
        self.server.line.setText(server)
        self.account.line.setText(account)
        self.password.line.clear()
        self.show_form(True)

    def show_busy(self, busy: bool) -> None:
        """Show that the server is being asked; nothing can be started twice."""
        self._busy = busy
        for widget in (self.server, self.account, self.password, self.remember, self._accounts):
            widget.setEnabled(not busy)
        self._set_open()
        set_button_text(self.button, self.tr("Signing in…") if busy else self.tr("Sign in"))

    def show_failure(self, words: str, field: str = "") -> None:
        """Say what went wrong: at ``server``, ``account`` or ``password``, above the button when `field` is empty."""
        fields = {"server": self.server, "account": self.account, "password": self.password}
        for name, widget in fields.items():
            widget.show_wrong(words if name == field else "")
        self._failure.setText("" if field else words)
        self._failure.setVisible(bool(words) and not field)
        if field:
            fields[field].line.setFocus()
            fields[field].line.selectAll()

    def show_token_place(self, words: str) -> None:
        """Say where the sign-in is kept, or why it is not."""
        self._where.setText(words)

    def show_wait(self, words: str, *, over: bool) -> None:
        """Say how long the server wants to be left alone; nothing can be tried until that is over."""
        self._waiting = not over
        self._failure.setText(words)
        self._failure.setVisible(bool(words))
        self._set_open()

    def _set_open(self) -> None:
        self.button.setEnabled(not (self._busy or self._waiting))

    def _build_head(self) -> None:
        title = PlainLabel(self.tr("Operator Console"), self)
        title.setObjectName("sign_in_title")
        words = PlainLabel(self.tr("Sign in to answer your visitors."), self, wrap=True)
        words.setProperty("role", "dim")
        self._card.addWidget(title)
        self._card.addWidget(words)
        self._card.addSpacing(4)

    def _build_accounts(self) -> None:
        self._accounts = QWidget(self)
        column = QVBoxLayout(self._accounts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._account_rows = QVBoxLayout()
        self._account_rows.setSpacing(6)
        column.addLayout(self._account_rows)
        self._other = link_button(self.tr("Use another account"), "another_account", self._accounts)
        self._other.clicked.connect(call(self.show_form, True))
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.addWidget(self._accounts)

    def _build_form(self) -> None:
        self._form = QWidget(self)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.server = Field(self.tr("Server address"), "server", self._form)
        self.server.line.setPlaceholderText("chat.example.com")
        self.account = Field(self.tr("Account"), "account", self._form)
        self.password = Field(self.tr("Password"), "password", self._form)
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.line.setMaxLength(1024)
        self.remember = QCheckBox(self.tr("Keep me signed in on this computer"), self._form)
        self.remember.setObjectName("remember")
        self.remember.setChecked(True)
        self._where = PlainLabel(self.tr("Looking for the keyring of your system…"), self._form, wrap=True)
        self._where.setObjectName("token_place")
        self._where.setProperty("role", "small")
        self._failure = PlainLabel("", self._form, wrap=True)
        self._failure.setObjectName("failure")
        self._failure.setProperty("role", "bad")
        self._failure.setVisible(False)
        self.button = primary_button(self.tr("Sign in"), "sign_in_button", self._form)
        self.button.setMinimumHeight(34)
        self.button.clicked.connect(self._on_submit)
        for field in (self.server, self.account, self.password):
            column.addWidget(field)
            field.line.returnPressed.connect(self._on_submit)
        for widget in (self.remember, self._where, self._failure, self.button):
            column.addWidget(widget)
        self._card.addWidget(self._form)

    def _place(self, card: QFrame) -> None:
        inner = QFrame(self)
        inner.setProperty("surface", "bg")
        across = QHBoxLayout(inner)
        across.addStretch(1)
        down = QVBoxLayout()
        down.addStretch(2)
        down.addWidget(card)
        down.addStretch(3)
        across.addLayout(down)
        across.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _account_row(self, account: RememberedAccount) -> "AccountRow":
        row = AccountRow(self._context, account, self._accounts)
        row.chosen.connect(self.account_chosen)
        row.forgotten.connect(self.forget_requested)
        return row

    def _focus_first_empty(self) -> None:
        for field in (self.server, self.account, self.password):
            if not field.line.text():
                field.line.setFocus()
                return
        self.button.setFocus()

    def _on_submit(self) -> None:
        if not (self._busy or self._waiting):
            self.sign_in_requested.emit(
                self.server.line.text(),
                self.account.line.text().strip(),
                self.password.line.text(),
                self.remember.isChecked(),
            )
