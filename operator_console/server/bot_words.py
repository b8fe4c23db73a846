"""What the knowledge bot says around articles, in the visitor's language; it must not know why it says what."""

from typing import Final

NAME: Final = "Bot"
WORDS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "show": "Dit staat in ons artikel “%1”:",
        "choose": "Ik vond meer dan één artikel. Welk bedoel je?",
        "ask": "Hallo! Ik ben een bot. Stel je vraag, dan zoek ik in onze artikelen.",
        "again": "Dat heb ik niet gevonden. Kun je het anders zeggen? Een medewerker vragen mag ook.",
        "hand_over": "Ik geef je vraag aan een medewerker. Die leest mee wat hier staat.",
        "hand_over_away": "Ik geef je vraag aan een medewerker. Er is nu niemand: je krijgt antwoord"
        " zodra er iemand is.",
    },
    "en": {
        "show": "Our article “%1” says:",
        "choose": "I found more than one article. Which one do you mean?",
        "ask": "Hello! I am a bot. Ask your question and I will look in our articles.",
        "again": "I did not find that. Could you put it another way? You can also ask for a person.",
        "hand_over": "I am passing your question to a colleague, who can read what is written here.",
        "hand_over_away": "I am passing your question to a colleague. Nobody is in right now: you get an answer as soon"
        " as somebody is.",
    },
}


def words_in(language: str) -> dict[str, str]:
    """Return the sentences in a language; in English when there are none."""
    return WORDS.get(language, WORDS["en"])
