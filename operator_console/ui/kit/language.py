"""Chooses the language of the window and installs Qt's translations; knows no text itself."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE
from operator_console.ui.kit.resources import Resources

LANGUAGES = ("en", "nl")
_REGIONS = {"en": QLocale.Country.UnitedKingdom, "nl": QLocale.Country.Netherlands}
_NAMES = {"en": QLocale.Language.English, "nl": QLocale.Language.Dutch}


def chosen_language(settings: Settings) -> str:
    """Return ``en`` or ``nl``: the setting, or for "system" the first of the desktop's languages that we have."""
    chosen = settings.get(LANGUAGE)
    if chosen in LANGUAGES:
        return chosen
    for name in QLocale.system().uiLanguages():
        if (language := name.split("-")[0].lower()) in LANGUAGES:
            return language
    return "en"


def locale_of(language: str) -> QLocale:
    """Return the formats for a language: the desktop's own when it speaks that language, else those of its homeland."""
    system = QLocale.system()
    if system.language() == _NAMES[language]:
        return system
    return QLocale(_NAMES[language], _REGIONS[language])


def install_language(app: QApplication, settings: Settings, resources: Resources) -> QLocale:
    """Install the translations of the chosen language, replacing those installed before, and return its formats.

    Widgets built afterwards speak it; widgets that exist keep their language, so a change asks for a restart.
    """
    language = chosen_language(settings)
    for old in app.findChildren(QTranslator, "operator_console_language"):
        app.removeTranslator(old)
        old.deleteLater()
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    own = resources.translations / f"operator_console_{language}.qm"
    for path in (qt_folder / f"qtbase_{language}.qm", own):  # the one installed last is asked first
        if not path.exists():
            continue
        translator = QTranslator(app)
        translator.setObjectName("operator_console_language")
        if translator.load(str(path)):
            app.installTranslator(translator)
    locale = locale_of(language)
    QLocale.setDefault(locale)
    return locale
