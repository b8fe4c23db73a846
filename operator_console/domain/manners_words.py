"""Words and phrases of manners at a service desk in Dutch and English; data only, folded as names are."""

GREETINGS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        "hoi hallo hey heey hee hi dag goedemorgen goedemiddag goedenmiddag goedeavond goedenavond goedendag "
        "goeiemorgen goeiemiddag goeienavond welkom beste moi".split()
    ),
    "en": frozenset("hi hello hey hiya dear welcome greetings".split()),
}
"""Single words that greet when a line begins with them."""

GREETING_PHRASES: dict[str, tuple[str, ...]] = {
    "nl": ("goede morgen", "goede middag", "goeden middag", "goede avond", "goeden avond"),
    "en": (
        "good morning",
        "good afternoon",
        "good evening",
        "good day",
        "thanks for contacting",
        "thank you for contacting",
    ),
}

FAREWELLS: dict[str, tuple[str, ...]] = {
    "nl": (
        "graag gedaan", "fijne dag", "fijne avond", "fijne middag", "fijne ochtend", "fijn weekend", "fijne week",
        "prettige dag", "prettige avond", "prettige middag", "prettig weekend", "prettige feestdagen",
        "fijne feestdagen",
        "fijne vakantie", "goede dag nog", "goed weekend", "mooie dag", "leuke dag", "nog een fijne",
        "nog een prettige",
        "tot ziens", "tot dan", "tot morgen", "tot zaterdag", "tot snel", "tot horens", "tot gauw", "doei",
        "dag hoor",
        "veel plezier", "veel fietsplezier", "veel succes", "succes ermee", "succes met", "beterschap",
        "geniet ervan",
        "bedankt voor", "dank je wel voor", "dankjewel voor", "dank voor", "dank u wel voor", "blij dat", "geen dank",
        "kan ik nog iets", "kan ik je verder", "kan ik u verder", "kan ik verder nog", "heb je verder nog",
        "heeft u verder nog", "heb je nog vragen", "heeft u nog vragen", "nog andere vragen", "mocht je nog",
        "mocht u nog", "als je nog iets", "als er nog iets", "laat het gerust weten", "laat het me gerust weten",
        "je weet ons te vinden", "u weet ons te vinden", "met vriendelijke groet", "vriendelijke groet",
        "groetjes", "groeten",
    ),
    "en": (
        "you are welcome", "youre welcome", "you re welcome", "my pleasure", "no problem at all", "have a nice",
        "have a good", "have a great", "have a lovely", "have a wonderful", "enjoy your", "enjoy the", "enjoy it",
        "good luck", "take care", "goodbye", "good bye", "bye", "see you", "thanks for", "thank you for",
        "anything else", "any other questions", "any more questions", "any further questions", "glad i could",
        "happy to help", "glad to help", "glad that", "feel free to", "do not hesitate", "dont hesitate",
        "let me know if",
        "let us know if", "kind regards", "best regards", "best wishes", "all the best", "get well soon",
    ),
}  # fmt: skip
"""Phrases with which an agent ends kindly: a wish, thanks, or the offer of more help."""

NO_REAL_QUESTIONS: dict[str, tuple[str, ...]] = {
    "nl": (
        "hoe gaat het", "hoe is het met", "alles goed", "hoe is het", "bent u daar", "ben je daar", "is daar iemand",
        "iemand daar", "is er iemand", "bent u er nog", "ben je er nog", "mag ik iets vragen",
        "mag ik je iets vragen",
        "mag ik u iets vragen", "mag ik wat vragen", "kan ik iets vragen", "kan ik je iets vragen",
        "kan ik u iets vragen", "kan ik je wat vragen",
        "kan ik wat vragen", "kan ik een vraag stellen",
        "kunt u mij helpen",
        "kun je mij helpen", "kunt u me helpen", "kun je me helpen", "kan iemand mij helpen", "kan je mij helpen",
        "spreek ik met een mens", "spreek ik met een robot",
        "ben je een robot", "bent u een robot", "ben jij een robot", "wat is uw naam", "wat is je naam", "hoe heet u",
        "hoe heet je", "mag ik uw naam", "mag ik je naam", "ok toch", "oke toch", "toch",
    ),
    "en": (
        "how are you", "how is it going", "hows it going", "how do you do", "are you there", "are you still there",
        "is anybody there", "is anyone there", "anyone there", "anybody there", "is someone there", "can i ask",
        "may i ask", "could i ask", "can you help", "could you help", "can someone help", "can anyone help",
        "are you a robot", "are you a bot", "are you a real", "are you human", "is this a bot", "am i talking to",
        "what is your name", "may i have your name",
        "right", "ok", "okay", "really",
    ),
}  # fmt: skip
"""How people ask for attention: no question that needs an answer with substance."""

QUESTION_WORDS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        "hoe hoelang hoeveel hoever hoezo waar waarom waarvoor waarmee wanneer wat welk welke wie wiens".split()
    ),
    "en": frozenset("how what whats when where wheres which who whom whose why".split()),
}

INVERTED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "nl": (
        frozenset(
            "kan kun kunt kunnen kon mag mogen moet moeten is zijn ben bent heb hebt heeft hebben wil wilt "
            "willen wordt "
            "worden zal zullen zou zouden krijg krijgt krijgen gaat gaan doet doen komt komen werkt weet weten "
            "geldt past "
            "verzenden verzendt leveren levert bezorgen ruilen hoeft hoef kost zit zitten staat".split()
        ),
        frozenset(
            "ik je jij jullie u we wij het dit dat er die deze de mijn een jouw uw hij ze zij iemand men".split()
        ),
    ),
    "en": (
        frozenset(
            "can could may might must is are am was were do does did have has had will would shall should isnt arent "
            "dont doesnt didnt cant couldnt wont wouldnt".split()
        ),
        frozenset("i you we it this that there they he she my the your a an these those anyone someone".split()),
    ),
}
"""A verb and what stands behind it when a sentence asks."""

BEFORE_A_QUESTION = frozenset(
    """
    en maar ook oh o ah ok oke okay nou dus hoi hallo hey hi hello dag and but also so well oh please sorry nog even
    verder want or of eh uh um vraagje goedemorgen goedemiddag goedenavond dan then just
    """.split()
)
"""Words that may stand before a question without changing that it is one."""

TAKEN_BACK: dict[str, tuple[str, ...]] = {
    "nl": (
        "laat maar", "hoeft niet meer", "al gevonden", "heb het gevonden", "heb hem gevonden", "is al gelukt",
        "is gelukt",
        "al opgelost", "is opgelost", "niet meer nodig", "hoeft al niet meer", "vergeet het maar",
    ),
    "en": (
        "never mind", "nevermind", "found it", "forget it", "figured it out", "already solved", "sorted it",
        "it works now",
        "is solved", "no longer needed", "dont need it anymore",
    ),
}  # fmt: skip
"""With these a visitor takes back what was asked."""

SHORT_ANSWERS = frozenset(
    "ja jawel jazeker nee neen zeker natuurlijk helaas klopt yes no yep sure certainly nope yeah".split()
)

REFERRING_BACK = frozenset("dat die dit deze het daar hiermee daarmee that this it these those they".split())
"""A statement beginning with one of these goes on with the answer before it."""

HOLDING: dict[str, tuple[str, ...]] = {
    "nl": (
        "ik zoek het", "ik kijk het", "ik kijk even", "ik zoek even", "even geduld", "een moment", "een ogenblik",
        "moment alsjeblieft", "momentje", "ik ga het even", "ik ga even", "ik vraag het even", "zoek ik voor je",
        "zoek ik voor u", "zoek ik even", "zoek het even", "kijk even voor",
    ),
    "en": (
        "let me check", "let me look", "one moment", "just a moment", "a moment please", "bear with me", "hold on",
        "i will check", "ill check", "i am checking", "im checking", "i will look", "ill look", "give me a moment",
        "give me a minute", "one second", "let me see", "let me find",
    ),
}  # fmt: skip
"""Lines that ask for patience: no answer yet."""

PLAIN_WORDS = frozenset(
    """
    aan al als alle alleen altijd ander andere bent ben bij dan daar dat de deze die dit doen doet door dus een en er
    even geen gaan gaat graag had heb hebben hebt heeft hem het hier hij hoe hoeveel iets ik in is ja je jij jou jouw
    jullie kan kon kun kunnen kunt laten maar maken mag me mee meer met mij mijn moet moeten naar nee niet nog nu of om
    ook op over te toch tot uit uw van veel voor waar waarom wanneer want was wat we weer welke wel weten wie wij wil
    willen wordt worden zal ze zich zijn zo zonder zou zullen
    a about after again all also am an and any are as at be because been before but by can could did do does dont for
    from get go going had has have he how i if im in into is it its just know like make me more my need no not of off on
    one or our out please she should so some than that the their them then there these they this to up us want was way
    we were what when where which who why will with would yes you your
    """.split()
)
"""Words that say nothing of what a sentence is about."""
