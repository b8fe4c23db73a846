"""One rule to write: name, conditions, texts, what is wrong with it, how it does and a dry run; decides nothing."""

from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.inviting import MAX_CONDITIONS, MAX_TEXTS
from operator_console.domain.plain_text import clean_line
from operator_console.domain.text_comparison import TextCount
from operator_console.ui.kit.buttons import ghost_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.street.condition_row import ConditionRow
from operator_console.ui.street.presets import empty_text
from operator_console.ui.street.rule_words import manners_words, rule_words
from operator_console.ui.street.share_chart import ShareChart
from operator_console.ui.street.text_form import TextForm

MAX_RULE_NAME_CHARS = 80
TRY_DAYS = (7, 30, 90)


class RuleEditor(QScrollArea):
    """Scrolls; one rule at a time.

    Signals:
        changed: Ask `rule`.
        try_requested: (days) Try the rule as it stands on recorded visits.
    """

    changed = Signal()
    try_requested = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rule_editor")
        self.setAccessibleName(self.tr("Rule"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self._rule: InvitationRule | None = None
        self._rows: list[ConditionRow] = []
        self._forms: list[TextForm] = []
        self._inside = QWidget(self)
        self._name = QLineEdit(self._inside)
        self._enabled = QCheckBox(self.tr("In use"), self._inside)
        self._faults = PlainLabel("", self._inside, wrap=True)
        self._conditions, self._texts = QVBoxLayout(), QVBoxLayout()
        self._add_condition = ghost_button(self.tr("Add a condition"), "condition_add", self._inside)
        self._add_text = ghost_button(self.tr("Add a text to compare"), "text_add", self._inside)
        self.chart = ShareChart(context, self._inside)
        self._counts = PlainLabel("", self._inside, wrap=True)
        self._verdict = PlainLabel("", self._inside, wrap=True)
        self._days = QComboBox(self._inside)
        self._try = quiet_button(self.tr("Try on recorded visits"), "rule_try", self._inside)
        self._tried = PlainLabel("", self._inside, wrap=True)
        self._place_parts()
        self._connect_parts()
        self.setWidget(self._inside)

    @property
    def rule(self) -> InvitationRule | None:
        """The rule as it stands in the controls."""
        if self._rule is None:
            return None
        return structs.replace(
            self._rule,
            name=clean_line(self._name.text(), MAX_RULE_NAME_CHARS).strip(),
            enabled=self._enabled.isChecked(),
            conditions=tuple(row.condition for row in self._rows),
            texts=tuple(form.text for form in self._forms),
        )

    def show_rule(self, rule: InvitationRule) -> None:
        """Show another rule, from its top."""
        self._rule = None  # what the controls say meanwhile is nobody's
        self._name.setText(clean_line(rule.name, MAX_RULE_NAME_CHARS))
        self._enabled.setChecked(rule.enabled)
        self._clear(self._rows)
        self._clear(self._forms)
        for condition in rule.conditions[:MAX_CONDITIONS]:
            self._put_condition(condition)
        for text in rule.texts[:MAX_TEXTS]:
            self._put_text(text)
        self.show_tried("")
        self._rule = rule
        self._fit()
        self.verticalScrollBar().setValue(0)

    def show_enabled(self, enabled: bool) -> None:
        """Show that the rule was switched on or off in the list."""
        self._enabled.blockSignals(True)
        self._enabled.setChecked(enabled)
        self._enabled.blockSignals(False)

    def show_faults(self, lines: Sequence[str], *, stops: bool) -> None:
        """Say what is wrong; `stops`: so that the rule invites nobody."""
        self._faults.setText("\n".join(f"• {line}" for line in lines[:12]))
        self._faults.setProperty("role", "bad" if stops else "warn")
        self._faults.style().unpolish(self._faults)
        self._faults.style().polish(self._faults)
        self._faults.setVisible(bool(lines))

    def show_counts(self, counts: Sequence[TextCount], lines: Sequence[str], verdict: str) -> None:
        """Show how the texts did."""
        self.chart.show_counts(counts)
        self.chart.setVisible(bool(counts))
        self._counts.setText("\n".join(lines))
        self._counts.setVisible(bool(lines))
        self._verdict.setText(verdict)

    def show_tried(self, words: str, *, bad: bool = False, busy: bool = False) -> None:
        """Say what the dry run found; empty says nothing."""
        self._tried.setText(words)
        self._tried.setProperty("role", "bad" if bad else "")
        self._tried.style().unpolish(self._tried)
        self._tried.style().polish(self._tried)
        self._tried.setVisible(bool(words))
        self._try.setEnabled(not busy)

    def focus_name(self) -> None:
        """Put the keyboard into the name."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    # ------------------------------------------------------------------------------------------ building

    def _name_parts(self) -> None:
        parts: dict[str, QWidget] = {
            "rule_name": self._name,
            "rule_enabled": self._enabled,
            "rule_faults": self._faults,
            "rule_counts": self._counts,
            "rule_verdict": self._verdict,
            "rule_tried": self._tried,
            "rule_days": self._days,
        }
        for name, widget in parts.items():
            widget.setObjectName(name)
        self._name.setAccessibleName(self.tr("Name of the rule"))
        self._name.setPlaceholderText(self.tr("Name of the rule"))
        self._name.setMaxLength(MAX_RULE_NAME_CHARS)
        self._days.setAccessibleName(self.tr("Of how many days"))
        for days in TRY_DAYS:
            self._days.addItem(self.tr("%n days", None, days), days)
        self._days.setCurrentIndex(TRY_DAYS.index(30))

    def _place_parts(self) -> None:
        self._name_parts()
        for layout in (self._conditions, self._texts):
            layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._enabled)
        column = self._column = QVBoxLayout(self._inside)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._faults)
        self._put_heading(self.tr("When all of this holds"))
        column.addLayout(self._conditions)
        column.addWidget(self._add_condition, 0, Qt.AlignmentFlag.AlignLeft)
        self._put_heading(self.tr("And always, for every rule"))
        manners = self._put_words("\n".join(f"• {line}" for line in manners_words()), "dim")
        manners.setObjectName("rule_manners")
        self._put_heading(self.tr("What visitors read"))
        note = self.tr("{name} becomes a known customer's first name. With several texts, visitors get one by chance.")
        self._put_words(note, "small")
        column.addLayout(self._texts)
        column.addWidget(self._add_text, 0, Qt.AlignmentFlag.AlignLeft)
        self._put_heading(self.tr("Try it"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._try)
        line.addWidget(self._days)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._tried)
        self._put_heading(self.tr("How the texts do"))
        for widget in (self.chart, self._counts, self._verdict):
            column.addWidget(widget)
        self._put_words(rule_words(), "small")
        column.addStretch(1)

    def _connect_parts(self) -> None:
        self._name.textEdited.connect(self._tell)
        self._enabled.toggled.connect(self._tell)
        self._add_condition.clicked.connect(self._on_add_condition)
        self._add_text.clicked.connect(self._on_add_text)
        self._try.clicked.connect(self._on_try)

    def _put_heading(self, words: str) -> None:
        label = PlainLabel(words, self._inside)
        label.setProperty("role", "group")
        self._column.addWidget(label)

    def _put_words(self, words: str, role: str) -> PlainLabel:
        label = PlainLabel(words, self._inside, wrap=True)
        label.setProperty("role", role)
        self._column.addWidget(label)
        return label

    def _clear(self, widgets: "list[ConditionRow] | list[TextForm]") -> None:
        for widget in widgets:
            self._let_go(widget)
        widgets.clear()

    def _let_go(self, widget: QWidget) -> None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()

    def _put_condition(self, condition: Condition) -> ConditionRow:
        row = ConditionRow(self._context, condition, self._inside)
        row.changed.connect(self._tell)
        row.remove_requested.connect(call(self._on_remove_condition, row))
        self._rows.append(row)
        self._conditions.addWidget(row)
        return row

    def _put_text(self, text: InvitationText) -> TextForm:
        form = TextForm(self._context, text, len(self._forms), self._inside)
        form.changed.connect(self._tell)
        form.remove_requested.connect(call(self._on_remove_text, form))
        self._forms.append(form)
        self._texts.addWidget(form)
        return form

    def _fit(self) -> None:
        self._add_condition.setEnabled(len(self._rows) < MAX_CONDITIONS)
        self._add_text.setEnabled(len(self._forms) < MAX_TEXTS)
        for form in self._forms:
            form.allow_removal(len(self._forms) > 1)

    # -------------------------------------------------------------------------------------------- wishes

    def _on_add_condition(self) -> None:
        row = self._put_condition(Condition(subject=Subject.PAGE, test=Test.CONTAINS, value=""))
        self._fit()
        row.focus_first()
        self._tell()

    def _on_remove_condition(self, row: ConditionRow) -> None:
        self._rows.remove(row)
        self._let_go(row)
        self._fit()
        self._add_condition.setFocus()
        self._tell()

    def _on_add_text(self) -> None:
        form = self._put_text(empty_text())
        self._fit()
        form.focus_first()
        self._tell()

    def _on_remove_text(self, form: TextForm) -> None:
        kept = [each.text for each in self._forms if each is not form]
        self._clear(self._forms)
        for text in kept:  # letters follow the places
            self._put_text(text)
        self._fit()
        self._add_text.setFocus()
        self._tell()

    def _on_try(self) -> None:
        self.try_requested.emit(int(self._days.currentData()))

    def _tell(self) -> None:
        if self._rule is not None:
            self.changed.emit()
