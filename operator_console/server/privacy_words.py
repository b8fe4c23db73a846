"""What is collected of a site's visitors, in sentences for them, made of what is set, so that it is true."""

from msgspec import Struct

from operator_console.domain.forms import label_of
from operator_console.domain.kept_data import Topic
from operator_console.domain.people import Site
from operator_console.domain.site_settings import Retention, SiteSettings

_EN = {
    Topic.MESSAGES: "What you write and the files you send, {chats}. Numbers of payment cards and bank accounts, and "
    "Dutch citizen service numbers, become dots before anything is stored.",
    Topic.TYPING: "What you type is shown to the agent before you send it; it is stored nowhere.",
    Topic.PAGES: "Which pages of this site you look at and where you came from, {visits}; with a chat, as long as "
    "that.",
    Topic.DEVICE: "The kind of your device and browser, your language and your time zone, as long as your pages.",
    Topic.SHOP: "What this site tells of your visit, such as your cart, as long as your pages.",
    Topic.CONTACT: "Your name and address if you give them, {contacts}.",
    Topic.FORM: "What you fill in below your question ({labels}), as long as the chat.",
    Topic.IDENTITY: "If you are signed in at this site: your customer number, name and e-mail address, {contacts}.",
    Topic.RATING: "Your rating if you give one, as long as the chat.",
    Topic.BROWSER: "In this browser: a random key and this conversation, so that it is still here on the next page.",
    Topic.ADDRESS: "Your network address is not stored; it is looked at while you are connected, to keep abuse out.",
}
_NL = {
    Topic.MESSAGES: "Wat je schrijft en de bestanden die je stuurt, {chats}. Nummers van betaalkaarten en "
    "bankrekeningen en burgerservicenummers worden puntjes voordat er iets wordt bewaard.",
    Topic.TYPING: "De medewerker ziet wat je typt voordat je het verstuurt; dat wordt nergens bewaard.",
    Topic.PAGES: "Welke pagina's van deze site je bekijkt en waar je vandaan kwam, {visits}; bij een gesprek zo "
    "lang als het gesprek.",
    Topic.DEVICE: "Het soort apparaat en browser, je taal en je tijdzone, zo lang als je pagina's.",
    Topic.SHOP: "Wat deze site over je bezoek doorgeeft, zoals je winkelwagen, zo lang als je pagina's.",
    Topic.CONTACT: "Je naam en adres als je die geeft, {contacts}.",
    Topic.FORM: "Wat je onder je vraag invult ({labels}), zo lang als het gesprek.",
    Topic.IDENTITY: "Als je op deze site bent ingelogd: je klantnummer, naam en e-mailadres, {contacts}.",
    Topic.RATING: "Je beoordeling als je die geeft, zo lang als het gesprek.",
    Topic.BROWSER: "In deze browser: een willekeurige sleutel en dit gesprek, zodat het er op de volgende pagina "
    "nog is.",
    Topic.ADDRESS: "Je netwerkadres wordt niet bewaard; we kijken er alleen naar zolang je verbonden bent, tegen "
    "misbruik.",
}


class ConsentWords(Struct, frozen=True):
    """The question before anything is sent, its answers, and the name of the owner's page."""

    text: str
    yes: str
    no: str
    page: str


_CONSENT = {
    True: ConsentWords(
        "Mag deze chat gegevens van je bezoek gebruiken en in je browser bewaren?",
        "Ja, chatten",
        "Nee",
        "Privacyverklaring",
    ),
    False: ConsentWords(
        "May this chat use data of your visit, and keep some in your browser?", "Yes, chat", "No", "Privacy statement"
    ),
}


def consent_words(language: str) -> ConsentWords:
    """Return what a site asks whose owner has not put it otherwise, in Dutch or English."""
    return _CONSENT[language.casefold().startswith("nl")]


def kept_words(site: Site, settings: SiteSettings, language: str, *, vouches: bool) -> tuple[str, ...]:
    """Return what is collected at a site, a sentence each, in Dutch or English.

    Args:
        vouches: The site's own server can vouch for its customers.
    """
    dutch = language.casefold().startswith("nl")
    sentences = _NL if dutch else _EN
    labels = ", ".join(label_of(field, "nl" if dutch else "en", site.language) for field in settings.form)
    values = {**_times(settings.retention, dutch=dutch), "labels": labels}
    left_out = {
        Topic.TYPING: not site.typing_preview,
        Topic.FORM: not settings.form,
        Topic.IDENTITY: not vouches,
        Topic.RATING: not settings.rating,
    }
    return tuple(_filled(sentence, values) for topic, sentence in sentences.items() if not left_out.get(topic, False))


def _times(retention: Retention, *, dutch: bool) -> dict[str, str]:
    def after(days: int, since: str) -> str:
        if days:
            return f"tot {days} dagen na {since}" if dutch else f"until {days} days after {since}"
        return "tot iemand het wist" if dutch else "until somebody erases it"

    chat, visit = ("het gesprek", "je bezoek") if dutch else ("the chat", "your visit")
    last = "je laatste bezoek" if dutch else "your last visit"
    return {
        "chats": after(retention.chats, chat),
        "visits": after(retention.visits, visit),
        "contacts": after(retention.contacts, last),
    }


def _filled(sentence: str, values: dict[str, str]) -> str:
    """Fill the places of a sentence; what an owner wrote is never taken for a place."""
    for name, value in values.items():
        before, place, after = sentence.partition(f"{{{name}}}")
        if place:
            return f"{before}{value}{after}"
    return sentence
