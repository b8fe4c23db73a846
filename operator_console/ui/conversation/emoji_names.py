"""Emoji that agents use, with words to find them by in English and Dutch; data only."""

_TABLE = """
😀 grinning smile happy|lach blij
😃 smile open happy|lach blij
😄 laughing eyes smile|lach ogen
😁 beaming grin|grijns
😅 sweat smile relief|zweet opluchting
😂 tears of joy laugh|tranen lachen
🙂 slight smile|glimlach
🙃 upside down|ondersteboven
😉 wink|knipoog
😊 blush smile warm|blozen warm
😇 halo angel|engel
🥰 hearts love|hartjes lief
😍 heart eyes|hartogen
🤩 star struck|sterren
😘 kiss|kus
😋 yummy|lekker
😜 winking tongue|tong
🤗 hug|knuffel
🤭 oops giggle|oeps
🤔 thinking|denken
🤨 raised eyebrow|wenkbrauw
😐 neutral|neutraal
😏 smirk|grijns
🙄 rolling eyes|rollende ogen
😬 grimace awkward|ongemakkelijk
😌 relieved|opgelucht
😴 sleeping|slapen
🤒 ill thermometer|ziek
🤕 hurt bandage|gewond
🥳 party celebrate|feest
😎 cool sunglasses|zonnebril
🤓 nerd|nerd
😕 confused|verward
😟 worried|bezorgd
🙁 slight frown|droevig
😮 surprised|verbaasd
😯 hushed|stil
😲 astonished|verbijsterd
😳 flushed|blozen
🥺 pleading|smeken
😢 crying sad|huilen verdrietig
😭 sobbing|snikken
😤 huff|snuiven
😠 angry|boos
😱 scream|schreeuw
😰 anxious|angstig
😓 downcast sweat|zweet
🤯 mind blown|verbijsterd
👍 thumbs up yes good|duim omhoog goed ja
👎 thumbs down no|duim omlaag nee
👌 okay hand|oké
✌️ victory peace|vrede
🤞 fingers crossed luck|duimen geluk
🤝 handshake deal|handdruk
👏 clapping applause|applaus
🙌 raised hands hooray|hoera
🙏 thanks please pray|dank bedankt
💪 strong muscle|sterk spier
👋 wave hello bye|zwaaien hallo dag
👉 point right|wijzen rechts
👇 point down|wijzen omlaag
👆 point up|wijzen omhoog
✋ hand stop|hand stop
✍️ writing|schrijven
👀 eyes look|ogen kijken
❤️ red heart love|hart rood liefde
🧡 orange heart|hart oranje
💛 yellow heart|hart geel
💚 green heart|hart groen
💙 blue heart|hart blauw
💜 purple heart|hart paars
💔 broken heart|gebroken hart
✨ sparkles|glitter
⭐ star|ster
🌟 glowing star|ster
🔥 fire hot|vuur
🎉 party popper congratulations|feest gefeliciteerd
🎊 confetti|confetti
🎁 gift present|cadeau
🎂 birthday cake|taart verjaardag
🏆 trophy|beker
🥇 gold medal|medaille
✅ check done yes|vinkje klaar ja
❌ cross no wrong|kruis nee fout
❗ exclamation important|uitroepteken belangrijk
❓ question|vraagteken vraag
⚠️ warning|waarschuwing
💡 idea light bulb|idee lamp
📌 pin|punaise
📎 paperclip|paperclip
📄 page document|document
📷 camera photo|camera foto
📦 parcel box|pakket doos
🚚 delivery truck|bezorging vrachtwagen
🛒 cart basket|winkelwagen
💳 card payment|betaalkaart
💶 euro money|euro geld
🧾 receipt invoice|bon factuur
📧 e-mail|e-mail
📞 telephone|telefoon
📱 mobile phone|mobiel
💻 laptop|laptop
🔒 lock secure|slot veilig
🔑 key|sleutel
🔧 wrench repair|sleutel reparatie
🔨 hammer|hamer
⚙️ gear settings|tandwiel instellingen
🔋 battery|accu batterij
🔌 plug|stekker
🚲 bicycle|fiets
🚴 cyclist|fietser
⛑️ helmet|helm
🪂 parachute jump|parachute sprong
✈️ aeroplane|vliegtuig
🚗 car|auto
🏠 house home|huis thuis
🏪 shop store|winkel
⏰ alarm clock|wekker
⏳ hourglass wait|zandloper wachten
📅 calendar date|kalender datum
☀️ sun weather|zon weer
⛅ cloud sun|wolk zon
🌧️ rain|regen
❄️ snow cold|sneeuw koud
☕ coffee|koffie
🍀 clover luck|klaver geluk
🌷 tulip|tulp
🌹 rose|roos
"""


def _read() -> tuple[tuple[str, str, str], ...]:
    found = []
    for line in _TABLE.strip().splitlines():
        emoji, _, words = line.partition(" ")
        english, _, dutch = words.partition("|")
        found.append((emoji, english, dutch))
    return tuple(found)


EMOJI: tuple[tuple[str, str, str], ...] = _read()
"""(emoji, English words, Dutch words); the whole of the words is also its name."""


def matching(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return the emoji one of whose words begins with each word of `text`; all of them when it is empty."""
    wanted = text.casefold().split()
    return tuple(entry for entry in EMOJI if _fits(f"{entry[1]} {entry[2]}".split(), wanted))


def _fits(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)
