"""What the pages of the parachute school say, in Dutch and English; knows nothing of the frame around them."""

KEY = "skyjump"
NAME = "Skyjump"

WORDS = {
    "nl": {
        "skip": "Naar de inhoud", "nav": "Hoofdmenu", "usp": "Springseizoen van 1 april tot en met 31 oktober · Vliegveld Eikermeer", "other": "English",
        "cart": '<a class="cart" href="{here}/boeken">Boek een sprong</a>',
        "menu": [("sprongen", "Sprongen"), ("cadeaubon", "Cadeaubon"), ("help", "Vragen")],
        "footer": '<div class="columns"><div><h2>Vliegveld</h2><p>Vliegveldweg 12, Eikermeer<br>Inchecken bij hangar 3, parkeren op P2</p></div>'
        '<div><h2>Springdagen</h2><p>Juni tot en met augustus: wo tot en met zo<br>April, mei, september, oktober: vr tot en met zo</p></div>'
        '<div><h2>Vragen</h2><p><a href="@here/help">Veelgestelde vragen</a></p></div></div>'
        '<p class="small">Skyjump is een voorbeeldsite: je boekt en betaalt hier niets echt.</p>',
    },
    "en": {
        "skip": "Skip to content", "nav": "Main menu", "usp": "Jumping season from 1 April to 31 October · Eikermeer airfield", "other": "Nederlands",
        "cart": '<a class="cart" href="{here}/boeken">Book a jump</a>',
        "menu": [("sprongen", "Jumps"), ("cadeaubon", "Gift voucher"), ("help", "Questions")],
        "footer": '<div class="columns"><div><h2>Airfield</h2><p>Vliegveldweg 12, Eikermeer<br>Check in at hangar 3, park on P2</p></div>'
        '<div><h2>Jumping days</h2><p>June to August: Wed to Sun<br>April, May, September, October: Fri to Sun</p></div>'
        '<div><h2>Questions</h2><p><a href="@here/help">Questions and answers</a></p></div></div>'
        '<p class="small">Skyjump is an example site: nothing is really booked or paid here.</p>',
    },
}

_T = {
    "nl": dict(
        home="Skyjump", list="Sprongen", tandem="Tandemsprong", aff="AFF-cursus", voucher="Cadeaubon", book="Boeken", thanks="Boeking ontvangen", help="Veelgestelde vragen",
        hero="Vier kilometer lucht onder je voeten", hero_text="Een tandemsprong met een ervaren instructeur. Geen ervaring nodig, wel een beetje lef.",
        see="Bekijk de sprongen", ask="Vraag het ons",
        numbers=[("4.000 m", "hoogte"), ("50 s", "vrije val"), ("6 min", "onder de parachute")],
        tandem_line="Samen met een instructeur, na 20 minuten uitleg. Vanaf 16 jaar.", aff_line="Leer zelf springen: theorie en zeven sprongen.",
        voucher_line="24 maanden geldig, direct in je mailbox.", per="per persoon", from_="Kennismaking vanaf", full="Volledige cursus € 1.695",
        tandem_text="Je hangt met een harnas vast aan je instructeur. Die bedient de parachute; jij tilt bij de landing je benen op en geniet vooral. Reken op een halve dag: de wind en de wolken bepalen de volgorde.",
        tandem_facts=[("Prijs", "€ 249 per persoon"), ("Hoogte", "3.000 tot 4.000 meter"), ("Vrije val", "35 tot 50 seconden"), ("Leeftijd", "Vanaf 16 jaar, onder 18 met toestemming"), ("Gewicht", "Tot 95 kg zonder toeslag, 95 tot 110 kg + € 35"), ("Foto’s", "€ 89, met video € 139")],
        aff_text="Accelerated Free Fall: je springt vanaf de eerste keer met je eigen parachute, met twee instructeurs naast je. Een cursus begint elk eerste weekend van april tot en met september.",
        aff_facts=[("Kennismaking", "€ 395, theorie en één sprong"), ("Cursus", "€ 1.695, theorie en zeven sprongen"), ("Niveau overdoen", "€ 149"), ("Gewicht", "Tot en met 95 kg")],
        day="Zo gaat je dag", steps=[("Inchecken", "Hangar 3, een half uur voor je tijd"), ("Uitleg", "20 minuten, droog oefenen"), ("Vlucht", "Een kwartier klimmen"), ("Springen", "En dan is het stil, en groot, en mooi")],
        kind="Welke bon?", kinds=[("24900", "Tandemsprong", "€ 249"), ("38800", "Tandemsprong met foto en video", "€ 388"), ("5000", "Bedrag", "€ 50")], box="In geschenkdoosje (+ € 6,95)", buy="Bon bestellen",
        what="Wat wil je springen?", jumps=[("24900", "Tandemsprong", "€ 249"), ("39500", "AFF-kennismaking", "€ 395")], people="Aantal springers", date="Datum", extra="Foto en video (+ € 139 per springer)", code="Boncode (als je die hebt)",
        contact="Je gegevens", name="Voor- en achternaam", email="E-mailadres", phone="Telefoonnummer", total="Totaal", place="Boeking versturen", note="Dit is een voorbeeldsite: er wordt niets afgeschreven.",
        done="Boeking ontvangen", done_text="Tot gauw! Je nummer is", done_more="De bevestiging is onderweg naar je mailbox. Op de springdag krijg je om 8.00 uur een sms over het weer.", go_on="Naar de voorpagina",
        help_text="Over leeftijd, gewicht, weer, foto’s en bonnen. Staat je vraag er niet bij? Stel hem in de chat.", topics="Onderwerpen", filter="Zoek in de onderwerpen", back="Alle vragen", still="Nog iets onduidelijk?", more="Lees meer",
        list_text="Eén keer vliegen of het helemaal zelf leren. Bij minder goed weer verzetten we je sprong kosteloos.",
    ),
    "en": dict(
        home="Skyjump", list="Jumps", tandem="Tandem jump", aff="AFF course", voucher="Gift voucher", book="Book", thanks="Booking received", help="Questions and answers",
        hero="Four kilometres of air below your feet", hero_text="A tandem jump with an experienced instructor. No experience needed, just a little nerve.",
        see="See the jumps", ask="Ask us",
        numbers=[("4,000 m", "height"), ("50 s", "free fall"), ("6 min", "under canopy")],
        tandem_line="Together with an instructor, after a 20-minute briefing. From 16 years.", aff_line="Learn to jump by yourself: theory and seven jumps.",
        voucher_line="Valid for 24 months, in your mailbox at once.", per="per person", from_="Introduction from", full="Full course €1,695",
        tandem_text="You are attached by a harness to your instructor, who handles the parachute; you lift your legs for the landing and above all enjoy it. Set aside half a day: wind and clouds decide the order.",
        tandem_facts=[("Price", "€249 per person"), ("Height", "3,000 to 4,000 metres"), ("Free fall", "35 to 50 seconds"), ("Age", "From 16 years, under 18 with consent"), ("Weight", "Up to 95 kg no surcharge, 95 to 110 kg + €35"), ("Photos", "€89, with video €139")],
        aff_text="Accelerated Free Fall: from the first jump you have your own parachute, with two instructors beside you. A course starts every first weekend from April to September.",
        aff_facts=[("Introduction", "€395, theory and one jump"), ("Course", "€1,695, theory and seven jumps"), ("Repeating a level", "€149"), ("Weight", "Up to 95 kg")],
        day="How your day goes", steps=[("Check in", "Hangar 3, half an hour before your slot"), ("Briefing", "20 minutes, practice on the ground"), ("Flight", "A quarter of an hour of climbing"), ("Jump", "And then it is quiet, and wide, and beautiful")],
        kind="Which voucher?", kinds=[("24900", "Tandem jump", "€249"), ("38800", "Tandem jump with photos and video", "€388"), ("5000", "Amount", "€50")], box="In a gift box (+ €6.95)", buy="Order voucher",
        what="What do you want to jump?", jumps=[("24900", "Tandem jump", "€249"), ("39500", "AFF introduction", "€395")], people="Number of jumpers", date="Date", extra="Photos and video (+ €139 per jumper)", code="Voucher code (if you have one)",
        contact="Your details", name="First and last name", email="E-mail address", phone="Telephone number", total="Total", place="Send booking", note="This is an example site: nothing is charged.",
        done="Booking received", done_text="See you soon! Your number is", done_more="The confirmation is on its way to your mailbox. On the day you get a text message about the weather at 8 am.", go_on="To the front page",
        help_text="About age, weight, weather, photos and vouchers. Is your question not there? Ask it in the chat.", topics="Topics", filter="Search the topics", back="All questions", still="Still something unclear?", more="Read more",
        list_text="Fly once, or learn to do it all by yourself. In poor weather we move your jump for free.",
    ),
}


def _facts(rows: list[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><th scope=row>{key}</th><td>{value}</td></tr>" for key, value in rows) + "</table>"


def _choices(name: str, rows: list[tuple[str, str, str]]) -> str:
    return "".join(
        f'<label class="choice"><input type="radio" name="{name}" value="{cents}" data-name="{text}"{" checked" if at == 0 else ""}><span>{text} <b>{price}</b></span></label>'
        for at, (cents, text, price) in enumerate(rows)
    )


def _jump(t: dict, which: str, price: str, per: str) -> str:
    steps = "".join(f"<li><h3>{head}</h3><p>{text}</p></li>" for head, text in t["steps"])
    return f"""
<div class="banner"><img src="@assets/{which}.svg" alt="" width="640" height="400"><div><h1>{t[which]}</h1><p class="lead">{t[which + "_line"]}</p>
<p class="price">{price} <small>{per}</small></p><p class="actions"><a class="button" href="@here/boeken">{t["book"]}</a> <button class="button quiet" type="button" data-chat>{t["ask"]}</button></p></div></div>
<div class="split"><p>{t[which + "_text"]}</p>{_facts(t[which + "_facts"])}</div>
<section><h2>{t["day"]}</h2><ol class="steps">{steps}</ol></section>"""


def pages(language: str) -> dict[str, tuple[str, str]]:
    """Return path -> (title, body) of every page in one language."""
    t = _T[language]
    euro = "€ " if language == "nl" else "€"
    numbers = "".join(f"<li><b>{number}</b><span>{text}</span></li>" for number, text in t["numbers"])
    cards = "".join(
        f'<li class="card"><a href="@here/{path}"><img src="@assets/{picture}.svg" alt="" width="640" height="400" loading="lazy"><div><h3>{t[key]}</h3><p>{t[key + "_line"]}</p><b class="price">{price}</b></div></a></li>'
        for path, picture, key, price in (
            ("sprongen/tandem", "tandem", "tandem", f"{euro}249"),
            ("sprongen/aff", "aff", "aff", f"{euro}395"),
            ("cadeaubon", "voucher", "voucher", f"{euro}249"),
        )
    )
    field = lambda key, auto, kind="text": (  # noqa: E731 - one line of the form
        f'<label class="field"><span>{t[key]}</span><input name="{key}" type="{kind}" autocomplete="{auto}" required></label>'
    )
    contact = f'<fieldset><legend>{t["contact"]}</legend>{field("name", "name")}{field("email", "email", "email")}{{phone}}</fieldset>'
    total = f'<p class="total">{t["total"]} <b data-total></b></p>'
    return {
        "index": (t["home"], f"""
<section class="hero"><div><h1>{t["hero"]}</h1><p class="lead">{t["hero_text"]}</p>
<p class="actions"><a class="button" href="@here/sprongen">{t["see"]}</a> <button class="button quiet" type="button" data-chat>{t["ask"]}</button></p></div></section>
<ul class="numbers">{numbers}</ul><section><ul class="cards">{cards}</ul></section>"""),
        "sprongen": (t["list"], f'<h1>{t["list"]}</h1><p class="lead">{t["list_text"]}</p><ul class="cards">{cards}</ul>'),
        "sprongen/tandem": (t["tandem"], _jump(t, "tandem", f"{euro}249", t["per"])),
        "sprongen/aff": (t["aff"], _jump(t, "aff", f'<small>{t["from_"]}</small> {euro}395', t["full"])),
        "cadeaubon": (t["voucher"], f"""
<div class="banner"><img src="@assets/voucher.svg" alt="" width="640" height="400"><div><h1>{t["voucher"]}</h1><p class="lead">{t["voucher_line"]}</p></div></div>
<form class="book" data-book="@here/bedankt"><fieldset><legend>{t["kind"]}</legend>{_choices("jump", t["kinds"])}
<label class="choice"><input type="checkbox" name="extra" value="695" data-once data-name="{t["box"].split(" (")[0]}"><span>{t["box"]}</span></label></fieldset>
{contact.format(phone="")}{total}<button class="button" type="submit">{t["buy"]}</button><p class="note">{t["note"]}</p></form>"""),
        "boeken": (t["book"], f"""
<h1>{t["book"]}</h1>
<form class="book" data-book="@here/bedankt"><fieldset><legend>{t["what"]}</legend>{_choices("jump", t["jumps"])}
<div class="two"><label class="field"><span>{t["people"]}</span><input name="people" type="number" min="1" max="20" value="1" required></label>
<label class="field"><span>{t["date"]}</span><input name="date" type="date" required></label></div>
<label class="choice"><input type="checkbox" name="extra" value="13900" data-name="{t["extra"].split(" (")[0]}"><span>{t["extra"]}</span></label>
<label class="field"><span>{t["code"]}</span><input name="code" placeholder="SKY-____-____" autocomplete="off"></label></fieldset>
{contact.format(phone=field("phone", "tel", "tel"))}{total}<button class="button" type="submit">{t["place"]}</button><p class="note">{t["note"]}</p></form>"""),
        "bedankt": (t["thanks"], f"""
<div class="thanks"><h1>{t["done"]}</h1><p class="lead">{t["done_text"]} <strong data-order>SJ</strong>.</p><p>{t["done_more"]}</p>
<p class="actions"><a class="button" href="@here/">{t["go_on"]}</a></p></div>"""),
        "help": (t["help"], f"""
<h1>{t["help"]}</h1><p class="lead">{t["help_text"]}</p><p class="actions"><button class="button" type="button" data-chat>{t["ask"]}</button></p>
<h2 id="topics">{t["topics"]}</h2><label class="field filter"><span>{t["filter"]}</span><input type="search" data-filter></label>
<ul class="articles" data-articles>{{{{articles}}}}</ul>"""),
        "help_article": ("{{title}}", f"""
<article class="article"><p class="crumbs"><a href="@here/help">{t["back"]}</a></p><h1>{{{{title}}}}</h1><p class="lead">{{{{summary}}}}</p>
<div class="text">{{{{body}}}}</div><p class="still">{t["still"]} <button class="button quiet" type="button" data-chat>{t["ask"]}</button></p></article>"""),
    }
