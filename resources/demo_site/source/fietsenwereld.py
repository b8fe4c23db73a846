"""What the pages of the bicycle shop say, in Dutch and English; knows nothing of the frame around them."""

KEY = "fietsenwereld"
NAME = "Fietsenwereld"

_CART = '<a class="cart" href="{{here}}/winkelwagen"><span>{name}</span> <b data-cart-count hidden>0</b></a>'

WORDS = {
    "nl": {
        "skip": "Naar de inhoud",
        "nav": "Hoofdmenu",
        "usp": "30 dagen ruilen of terugbrengen · 14 winkels · gratis proefrit van 30 minuten",
        "other": "English",
        "cart": _CART.format(name="Winkelwagen"),
        "menu": [("fietsen", "Fietsen"), ("accessoires/helm", "Helmen"), ("help", "Klantenservice")],
        "footer": '<div class="columns"><div><h2>Klantenservice</h2><ul><li><a href="@here/help">Vragen en antwoorden</a></li>'
        "<li>klantenservice@fietsenwereld.example</li></ul></div>"
        "<div><h2>Winkels</h2><p>Amersfoort, Amsterdam-Noord, Apeldoorn, Arnhem, Breda, Den Bosch, Den Haag, Eindhoven, Groningen, "
        "Haarlem, Nijmegen, Rotterdam, Utrecht en Zwolle</p></div>"
        "<div><h2>Open</h2><p>Ma 12-18 · di, wo, vr 9.30-18<br>do 9.30-21 · za 9.30-17 uur</p></div></div>"
        '<p class="small">Fietsenwereld is een voorbeeldwinkel: er wordt niets geleverd en niets betaald.</p>',
    },
    "en": {
        "skip": "Skip to content",
        "nav": "Main menu",
        "usp": "30 days to exchange or return · 14 shops · free 30-minute test ride",
        "other": "Nederlands",
        "cart": _CART.format(name="Basket"),
        "menu": [("fietsen", "Bicycles"), ("accessoires/helm", "Helmets"), ("help", "Customer service")],
        "footer": '<div class="columns"><div><h2>Customer service</h2><ul><li><a href="@here/help">Questions and answers</a></li>'
        "<li>klantenservice@fietsenwereld.example</li></ul></div>"
        "<div><h2>Shops</h2><p>Amersfoort, Amsterdam-Noord, Apeldoorn, Arnhem, Breda, Den Bosch, The Hague, Eindhoven, Groningen, "
        "Haarlem, Nijmegen, Rotterdam, Utrecht and Zwolle</p></div>"
        "<div><h2>Open</h2><p>Mon 12-6 pm · Tue, Wed, Fri 9.30 am-6 pm<br>Thu 9.30 am-9 pm · Sat 9.30 am-5 pm</p></div></div>"
        '<p class="small">Fietsenwereld is an example shop: nothing is delivered and nothing is paid.</p>',
    },
}

SIZES = (("50", "155-167 cm"), ("54", "168-180 cm"), ("58", "181-195 cm"))

# key: (folder, price nl, price en, sizes, (name, kind, line, text, facts) per language)
PRODUCTS = {
    "tour-500": ("fietsen", "€ 1.849", "€1,849", SIZES, {
        "nl": ("E-bike Tour 500", "E-bike", "Stil, licht op gang en genoeg bereik voor de hele week.",
               "De Tour 500 trekt rustig op en blijft ook met volle tassen makkelijk sturen. Lage instap, hydraulische remmen en een afneembare accu van 500 Wh.",
               [("Actieradius", "60 tot 110 km"), ("Accu", "500 Wh, afneembaar"), ("Versnellingen", "7, in de naaf"), ("Remmen", "Hydraulische schijfremmen"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("E-bike Tour 500", "E-bike", "Quiet, easy off the mark and with range for a week.",
               "The Tour 500 pulls away calmly and steers well even with full bags. Low step, hydraulic brakes and a removable 500 Wh battery.",
               [("Range", "60 to 110 km"), ("Battery", "500 Wh, removable"), ("Gears", "7, in the hub"), ("Brakes", "Hydraulic discs"), ("Delivery", "3 to 5 working days")])}),
    "tour-700": ("fietsen", "€ 2.499", "€2,499", SIZES, {
        "nl": ("E-bike Tour 700", "E-bike", "Voor wie verder gaat: grotere accu en een sterkere motor.",
               "Met 700 Wh haal je ook met tegenwind de overkant van de polder. Traploze naaf, riem in plaats van ketting en een helder display.",
               [("Actieradius", "90 tot 150 km"), ("Accu", "700 Wh, afneembaar"), ("Versnellingen", "Traploos, riem"), ("Remmen", "Hydraulische schijfremmen"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("E-bike Tour 700", "E-bike", "For going further: a larger battery and a stronger motor.",
               "700 Wh takes you across the polder against the wind too. Stepless hub, a belt instead of a chain and a clear display.",
               [("Range", "90 to 150 km"), ("Battery", "700 Wh, removable"), ("Gears", "Stepless, belt"), ("Brakes", "Hydraulic discs"), ("Delivery", "3 to 5 working days")])}),
    "linde": ("fietsen", "€ 649", "€649", SIZES, {
        "nl": ("Stadsfiets Linde", "Stadsfiets", "De fiets die gewoon altijd klaarstaat.",
               "Een stalen stadsfiets met een stevige drager, mand voorop en verlichting op een naafdynamo. Weinig dat stuk kan, veel dat mee kan.",
               [("Versnellingen", "3, in de naaf"), ("Remmen", "Rollerbrake"), ("Gewicht", "18,4 kg"), ("Kleur", "Steenrood"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("City bike Linde", "City bike", "The bicycle that is simply always ready.",
               "A steel city bike with a sturdy rack, a basket in front and lights on a hub dynamo. Little that can break, much that can come along.",
               [("Gears", "3, in the hub"), ("Brakes", "Roller brakes"), ("Weight", "18.4 kg"), ("Colour", "Brick red"), ("Delivery", "3 to 5 working days")])}),
    "heide": ("fietsen", "€ 1.399", "€1,399", SIZES, {
        "nl": ("Gravelbike Heide", "Gravelbike", "Zandpad, schelpenpad, asfalt: maakt niet uit.",
               "Licht aluminium frame met carbon vork en brede banden van 42 mm. Snel genoeg voor de weg, rustig genoeg voor een dag over de hei.",
               [("Versnellingen", "2 × 10"), ("Banden", "42 mm, tubeless"), ("Gewicht", "10,1 kg"), ("Remmen", "Mechanische schijfremmen"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("Gravel bike Heide", "Gravel bike", "Sand, shells or tarmac: all the same to it.",
               "A light aluminium frame with a carbon fork and wide 42 mm tyres. Fast enough for the road, calm enough for a day on the heath.",
               [("Gears", "2 × 10"), ("Tyres", "42 mm, tubeless"), ("Weight", "10.1 kg"), ("Brakes", "Mechanical discs"), ("Delivery", "3 to 5 working days")])}),
    "lading": ("fietsen", "€ 3.999", "€3,999", (), {
        "nl": ("Bakfiets Lading", "Bakfiets", "Twee kinderen, de boodschappen en nog de hond.",
               "Elektrische tweewieler met een houten bak op lage hoogte. Twee zitplaatsen met gordels, een stevige standaard en een accu die een lange dag meegaat.",
               [("Actieradius", "40 tot 70 km"), ("Laadvermogen", "100 kg in de bak"), ("Lengte", "255 cm"), ("Maat", "Eén maat, 155 tot 195 cm"), ("Levertijd", "10 werkdagen")]),
        "en": ("Cargo bike Lading", "Cargo bike", "Two children, the shopping and the dog as well.",
               "An electric two-wheeler with a low wooden box. Two seats with belts, a sturdy stand and a battery that lasts a long day.",
               [("Range", "40 to 70 km"), ("Load", "100 kg in the box"), ("Length", "255 cm"), ("Size", "One size, 155 to 195 cm"), ("Delivery", "10 working days")])}),
    "pip-16": ("fietsen", "€ 229", "€229", (), {
        "nl": ("Kinderfiets Pip 16", "Kinderfiets", "De eerste echte fiets.",
               "Laag, licht en met een rem die kleine handen kunnen knijpen. Voor 100 tot 118 cm, ongeveer 4 tot 6 jaar. Zijwieltjes passen erop.",
               [("Wielmaat", "16 inch"), ("Lengte kind", "100 tot 118 cm"), ("Gewicht", "8,2 kg"), ("Remmen", "Terugtrap en handrem"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("Children's bike Pip 16", "Children's bike", "The first real bicycle.",
               "Low, light and with a brake that small hands can squeeze. For 100 to 118 cm, about 4 to 6 years. Training wheels fit.",
               [("Wheels", "16 inch"), ("Child's height", "100 to 118 cm"), ("Weight", "8.2 kg"), ("Brakes", "Coaster and hand brake"), ("Delivery", "3 to 5 working days")])}),
    "pip-20": ("fietsen", "€ 279", "€279", (), {
        "nl": ("Kinderfiets Pip 20", "Kinderfiets", "Naar school, en terug langs de speeltuin.",
               "Drie versnellingen, verlichting en een drager voor de gymtas. Voor 115 tot 135 cm, ongeveer 6 tot 8 jaar.",
               [("Wielmaat", "20 inch"), ("Lengte kind", "115 tot 135 cm"), ("Gewicht", "10,6 kg"), ("Versnellingen", "3, in de naaf"), ("Levertijd", "3 tot 5 werkdagen")]),
        "en": ("Children's bike Pip 20", "Children's bike", "To school, and back past the playground.",
               "Three gears, lights and a rack for the gym bag. For 115 to 135 cm, about 6 to 8 years.",
               [("Wheels", "20 inch"), ("Child's height", "115 to 135 cm"), ("Weight", "10.6 kg"), ("Gears", "3, in the hub"), ("Delivery", "3 to 5 working days")])}),
    "helm": ("accessoires", "€ 59,95", "€59.95", (("M", "54-58 cm"), ("L", "58-62 cm")), {
        "nl": ("Helm", "Accessoire", "Licht, luchtig en met een lampje achterop.",
               "Een helm met draaiknop voor de pasvorm en een vizier dat eraf kan. Voorgevormd voor een staart of knot.",
               [("Gewicht", "290 g"), ("Norm", "EN 1078"), ("Maten", "M (54-58 cm) en L (58-62 cm)"), ("Levertijd", "Voor 22.00 uur besteld, morgen in huis")]),
        "en": ("Helmet", "Accessory", "Light, airy and with a small lamp at the back.",
               "A helmet with a dial for the fit and a peak that comes off. Shaped for a ponytail or bun.",
               [("Weight", "290 g"), ("Standard", "EN 1078"), ("Sizes", "M (54-58 cm) and L (58-62 cm)"), ("Delivery", "Ordered before 10 pm, with you tomorrow")])}),
}

_T = {
    "nl": dict(
        home="Fietsenwereld", list="Fietsen", cart="Winkelwagen", checkout="Afrekenen", thanks="Bestelling geplaatst", help="Klantenservice",
        hero="Een fiets die bij je past", hero_text="Kom proefrijden in een van onze 14 winkels, of laat hem rijklaar thuis bezorgen. Past de maat toch niet? Ruilen is de eerste keer gratis.",
        look="Bekijk de fietsen", ask="Stel een vraag", favourites="Veel gekozen", all="Alle fietsen", all_text="Van de eerste meters tot de langste route. Twijfel je over de maat? Vraag het ons gerust in de chat.",
        promise=[("30 dagen bedenktijd", "Ruilen of terugbrengen kan in elke winkel."), ("Rijklaar aan huis", "Zadel en stuur op jouw hoogte, je oude fiets gaat gratis mee."), ("Echte mensen", "In de chat antwoordt een fietser, geen robot.")],
        size="Maat", add="In winkelwagen", added="Toegevoegd aan je winkelwagen.", to_cart="Naar de winkelwagen", specs="Kenmerken", back="Alle fietsen", incl="incl. btw",
        delivery="Thuisbezorging € 39, gratis bij een fiets vanaf € 1.000", empty="Je winkelwagen is nog leeg.", go_on="Verder winkelen", order="Naar de kassa",
        contact="Je gegevens", name="Voor- en achternaam", email="E-mailadres", street="Straat en huisnummer", postcode="Postcode", city="Woonplaats",
        how="Bezorgen of ophalen", home_delivery="Thuisbezorgd", pickup="Ophalen in de winkel", pay="Betalen", methods=["iDEAL", "Creditcard", "Bancontact", "Achteraf betalen"],
        place="Bestelling plaatsen", agree="Dit is een voorbeeldwinkel: er wordt niets afgeschreven.", summary="Overzicht",
        done="Bestelling geplaatst", done_text="Bedankt! Je bestelnummer is", done_more="We hebben de bevestiging naar je e-mailadres gestuurd. Vragen over je bestelling? Houd je bestelnummer bij de hand en stel ze in de chat.",
        help_text="Antwoorden op vragen die we vaak krijgen. Staat die van jou er niet bij? In de chat helpt een collega je verder.", articles="Alle onderwerpen", help_back="Alle vragen", still="Nog een vraag? Stel hem in de chat.", filter="Zoek in de onderwerpen",
    ),
    "en": dict(
        home="Fietsenwereld", list="Bicycles", cart="Basket", checkout="Checkout", thanks="Order placed", help="Customer service",
        hero="A bicycle that fits you", hero_text="Come for a test ride in one of our 14 shops, or have it delivered ready to ride. Wrong size after all? The first exchange is free.",
        look="See the bicycles", ask="Ask a question", favourites="Often chosen", all="All bicycles", all_text="From the first metres to the longest route. In doubt about the size? Do ask us in the chat.",
        promise=[("30 days to decide", "Exchange or return in any shop."), ("Ready to ride at home", "Saddle and handlebar at your height; your old bicycle goes along for free."), ("Real people", "A cyclist answers in the chat, not a robot.")],
        size="Size", add="Add to basket", added="Added to your basket.", to_cart="Go to basket", specs="Details", back="All bicycles", incl="incl. VAT",
        delivery="Home delivery €39, free for a bicycle from €1,000", empty="Your basket is still empty.", go_on="Continue shopping", order="Go to checkout",
        contact="Your details", name="First and last name", email="E-mail address", street="Street and number", postcode="Postcode", city="Town",
        how="Delivery or collection", home_delivery="Home delivery", pickup="Collect in the shop", pay="Payment", methods=["iDEAL", "Credit card", "Bancontact", "Pay afterwards"],
        place="Place order", agree="This is an example shop: nothing is charged.", summary="Overview",
        done="Order placed", done_text="Thank you! Your order number is", done_more="We have sent the confirmation to your e-mail address. Questions about your order? Keep the number at hand and ask them in the chat.",
        help_text="Answers to questions we often get. Is yours not among them? A colleague helps you in the chat.", articles="All topics", help_back="All questions", still="Another question? Ask it in the chat.", filter="Search the topics",
    ),
}


def _card(key: str, language: str) -> str:
    folder, nl, en, _, texts = PRODUCTS[key]
    name, kind, line, *_ = texts[language]
    return (
        f'<li class="card"><a href="@here/{folder}/{key}"><img src="@assets/{key}.svg" alt="" width="640" height="440" loading="lazy">'
        f'<span class="kind">{kind}</span><h3>{name}</h3><p>{line}</p><b class="price">{nl if language == "nl" else en}</b></a></li>'
    )


def _product(key: str, language: str) -> str:
    t = _T[language]
    _, nl, en, sizes, texts = PRODUCTS[key]
    name, kind, line, text, facts = texts[language]
    options = "".join(
        f'<label class="size"><input type="radio" name="size" value="{size}"{" checked" if at == min(1, len(sizes) - 1) else ""}>'
        f"<span><b>{size}</b><small>{fits}</small></span></label>"
        for at, (size, fits) in enumerate(sizes)
    )
    choice = f'<fieldset class="sizes"><legend>{t["size"]}</legend><div>{options}</div></fieldset>' if sizes else ""
    rows = "".join(f"<tr><th scope=row>{fact}</th><td>{value}</td></tr>" for fact, value in facts)
    return f"""
<p class="crumbs"><a href="@here/fietsen">{t["back"]}</a></p>
<div class="product">
<img class="picture" src="@assets/{key}.svg" alt="{name}" width="640" height="440">
<div class="buy">
<span class="kind">{kind}</span><h1>{name}</h1>
<p class="lead">{line}</p>
<p class="price">{nl if language == "nl" else en} <small>{t["incl"]}</small></p>
<form data-add="{key}">{choice}
<button class="button" type="submit">{t["add"]}</button></form>
<p class="added" role="status" data-added hidden>{t["added"]} <a href="@here/winkelwagen">{t["to_cart"]}</a></p>
<p class="note">{t["delivery"]}</p>
</div>
<div class="about"><p>{text}</p><h2>{t["specs"]}</h2><table>{rows}</table></div>
</div>"""


def pages(language: str) -> dict[str, tuple[str, str]]:
    """Return path -> (title, body) of every page in one language."""
    t = _T[language]
    cards = "".join(_card(key, language) for key in PRODUCTS if key != "helm")
    some = "".join(_card(key, language) for key in ("tour-500", "linde", "lading"))
    promise = "".join(f"<li><h3>{head}</h3><p>{text}</p></li>" for head, text in t["promise"])
    field = lambda key, auto, kind="text": (  # noqa: E731 - one line of the form
        f'<label class="field"><span>{t[key]}</span><input name="{key}" type="{kind}" autocomplete="{auto}" required></label>'
    )
    methods = "".join(
        f'<label class="choice"><input type="radio" name="pay" value="{at}"{" checked" if at == 0 else ""}><span>{text}</span></label>' for at, text in enumerate(t["methods"])
    )
    found = {
        "index": (t["home"], f"""
<section class="hero"><div><h1>{t["hero"]}</h1><p class="lead">{t["hero_text"]}</p>
<p class="actions"><a class="button" href="@here/fietsen">{t["look"]}</a> <button class="button quiet" type="button" data-chat>{t["ask"]}</button></p></div>
<img src="@assets/hero.svg" alt="" width="960" height="480"></section>
<section><h2>{t["favourites"]}</h2><ul class="cards">{some}</ul></section>
<section><ul class="promises">{promise}</ul></section>"""),
        "fietsen": (t["list"], f'<h1>{t["all"]}</h1><p class="lead">{t["all_text"]}</p><ul class="cards">{cards}</ul>'),
        "winkelwagen": (t["cart"], f"""
<h1>{t["cart"]}</h1>
<div data-cart-page><div data-cart-lines></div>
<p data-cart-empty hidden>{t["empty"]}</p>
<p class="actions"><a class="button" data-cart-order href="@here/afrekenen" hidden>{t["order"]}</a> <a class="button quiet" href="@here/fietsen">{t["go_on"]}</a></p></div>"""),
        "afrekenen": (t["checkout"], f"""
<h1>{t["checkout"]}</h1>
<div class="checkout">
<form data-checkout data-thanks="@here/bedankt">
<fieldset><legend>{t["contact"]}</legend>{field("name", "name")}{field("email", "email", "email")}{field("street", "street-address")}
<div class="two">{field("postcode", "postal-code")}{field("city", "address-level2")}</div></fieldset>
<fieldset><legend>{t["how"]}</legend>
<label class="choice"><input type="radio" name="how" value="home" checked><span>{t["home_delivery"]}</span></label>
<label class="choice"><input type="radio" name="how" value="shop"><span>{t["pickup"]}</span></label></fieldset>
<fieldset><legend>{t["pay"]}</legend>{methods}</fieldset>
<button class="button" type="submit">{t["place"]}</button><p class="note">{t["agree"]}</p></form>
<aside><h2>{t["summary"]}</h2><div data-cart-lines data-short></div><p data-cart-empty hidden>{t["empty"]}</p></aside>
</div>"""),
        "bedankt": (t["thanks"], f"""
<div class="thanks"><h1>{t["done"]}</h1><p class="lead">{t["done_text"]} <strong data-order>FW</strong>.</p><p>{t["done_more"]}</p>
<p class="actions"><a class="button" href="@here/">{t["go_on"]}</a></p></div>"""),
        "help": (t["help"], f"""
<h1>{t["help"]}</h1><p class="lead">{t["help_text"]}</p>
<p class="actions"><button class="button" type="button" data-chat>{t["ask"]}</button></p>
<h2 id="topics">{t["articles"]}</h2><label class="field filter"><span>{t["filter"]}</span><input type="search" data-filter></label>
<ul class="articles" data-articles>{{{{articles}}}}</ul>"""),
        "help_article": ("{{title}}", f"""
<article class="article"><p class="crumbs"><a href="@here/help">{t["help_back"]}</a></p>
<h1>{{{{title}}}}</h1><p class="lead">{{{{summary}}}}</p>
<div class="text">{{{{body}}}}</div>
<p class="still">{t["still"]} <button class="button quiet" type="button" data-chat>{t["ask"]}</button></p></article>"""),
    }
    for key, (folder, *_rest) in PRODUCTS.items():
        found[f"{folder}/{key}"] = (PRODUCTS[key][4][language][0], _product(key, language))
    return found
