<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en_GB">
<context>
    <name>AccountButton</name>
    <message>
        <source>Sign in as %1 at %2</source>
        <translation>Aanmelden als %1 bij %2</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Forget %1 on this computer</source>
        <translation>Vergeet %1 op deze computer</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwoorden</translation>
    </message>
    <message>
        <source>Knowledge base</source>
        <translation>Kennisbank</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Bezoekers</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archief</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>Staffing</source>
        <translation>Bezetting</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Venster</translation>
    </message>
    <message>
        <source>Next most urgent chat</source>
        <translation>Volgende dringende chat</translation>
    </message>
    <message>
        <source>Accept what is offered, or the oldest of the queue</source>
        <translation>Neem aan wat wordt aangeboden, of de oudste uit de wachtrij</translation>
    </message>
    <message>
        <source>Decline the offered chat</source>
        <translation>Sla de aangeboden chat af</translation>
    </message>
    <message>
        <source>Read the offered chat first</source>
        <translation>Lees de aangeboden chat eerst</translation>
    </message>
    <message>
        <source>Read the note that names me</source>
        <translation>Lees de notitie waarin ik genoemd word</translation>
    </message>
    <message>
        <source>Who wants to be called</source>
        <translation>Wie gebeld wil worden</translation>
    </message>
    <message>
        <source>Next chat in the list</source>
        <translation>Volgende chat in de lijst</translation>
    </message>
    <message>
        <source>Previous chat in the list</source>
        <translation>Vorige chat in de lijst</translation>
    </message>
    <message>
        <source>Chat number 1</source>
        <translation>Chat nummer 1</translation>
    </message>
    <message>
        <source>Chat number 2</source>
        <translation>Chat nummer 2</translation>
    </message>
    <message>
        <source>Chat number 3</source>
        <translation>Chat nummer 3</translation>
    </message>
    <message>
        <source>Chat number 4</source>
        <translation>Chat nummer 4</translation>
    </message>
    <message>
        <source>Chat number 5</source>
        <translation>Chat nummer 5</translation>
    </message>
    <message>
        <source>Chat number 6</source>
        <translation>Chat nummer 6</translation>
    </message>
    <message>
        <source>Chat number 7</source>
        <translation>Chat nummer 7</translation>
    </message>
    <message>
        <source>Chat number 8</source>
        <translation>Chat nummer 8</translation>
    </message>
    <message>
        <source>Chat number 9</source>
        <translation>Chat nummer 9</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <translation>Terug naar het schrijven</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Bestand toevoegen</translation>
    </message>
    <message>
        <source>Cut a picture out of the screen</source>
        <translation>Stuk van het scherm uitknippen</translation>
    </message>
    <message>
        <source>Open a page for the visitor</source>
        <translation>Pagina openen voor de bezoeker</translation>
    </message>
    <message>
        <source>Write a note for the team</source>
        <translation>Schrijf een notitie voor het team</translation>
    </message>
    <message>
        <source>Send the holding line</source>
        <translation>Stuur het tussenbericht</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Geen antwoord nodig</translation>
    </message>
    <message>
        <source>Make an article of an answer</source>
        <translation>Een artikel maken van een antwoord</translation>
    </message>
    <message>
        <source>Transfer the chat</source>
        <translation>Zet de chat door</translation>
    </message>
    <message>
        <source>Raise a hand, or lower it</source>
        <translation>Steek een hand op, of doe hem omlaag</translation>
    </message>
    <message>
        <source>Wrap up the chat</source>
        <translation>Rond de chat af</translation>
    </message>
    <message>
        <source>E-mail the visitor</source>
        <translation>De bezoeker mailen</translation>
    </message>
    <message>
        <source>Read the response clock aloud</source>
        <translation>Lees de antwoordklok voor</translation>
    </message>
    <message>
        <source>Search the knowledge base</source>
        <translation>Zoek in de kennisbank</translation>
    </message>
    <message>
        <source>Insert the first suggestion</source>
        <translation>Voeg de eerste suggestie in</translation>
    </message>
    <message>
        <source>Insert the second suggestion</source>
        <translation>Voeg de tweede suggestie in</translation>
    </message>
    <message>
        <source>Insert the third suggestion</source>
        <translation>Voeg de derde suggestie in</translation>
    </message>
    <message>
        <source>Insert the open article&apos;s link</source>
        <translation>De link van het open artikel invoegen</translation>
    </message>
    <message>
        <source>Insert the chosen fact</source>
        <translation>Het gekozen feit invoegen</translation>
    </message>
    <message>
        <source>Insert the selected words as a quote</source>
        <translation>De geselecteerde woorden als citaat invoegen</translation>
    </message>
    <message>
        <source>Show the open article large</source>
        <translation>Het open artikel groot tonen</translation>
    </message>
    <message>
        <source>Nothing good found: tell the editors</source>
        <translation>Niets goeds gevonden: doorgeven aan de redactie</translation>
    </message>
    <message>
        <source>Open the articles</source>
        <translation>De artikelen openen</translation>
    </message>
    <message>
        <source>Write a new article</source>
        <translation>Een nieuw artikel schrijven</translation>
    </message>
    <message>
        <source>Save the article as a draft, or the site&apos;s settings</source>
        <translation>Het artikel als concept bewaren, of de instellingen van de site</translation>
    </message>
    <message>
        <source>Publish the article</source>
        <translation>Het artikel publiceren</translation>
    </message>
    <message>
        <source>Open the team&apos;s wall</source>
        <translation>Bord van het team openen</translation>
    </message>
    <message>
        <source>Show the wall on the whole screen</source>
        <translation>Bord op het hele scherm tonen</translation>
    </message>
    <message>
        <source>Open the visitors on the sites</source>
        <translation>De bezoekers op de sites openen</translation>
    </message>
    <message>
        <source>Open the archive</source>
        <translation>Archief openen</translation>
    </message>
    <message>
        <source>Open the figures</source>
        <translation>De cijfers openen</translation>
    </message>
    <message>
        <source>Open the staffing</source>
        <translation>Bezetting openen</translation>
    </message>
    <message>
        <source>Set up sites</source>
        <translation>Sites inrichten</translation>
    </message>
    <message>
        <source>Change my status</source>
        <translation>Wijzig mijn status</translation>
    </message>
    <message>
        <source>Show or hide the right column</source>
        <translation>Toon of verberg de rechterkolom</translation>
    </message>
    <message>
        <source>Show what is not sent yet</source>
        <translation>Tonen wat nog niet is verstuurd</translation>
    </message>
    <message>
        <source>Practice…</source>
        <translation>Oefenen…</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Voorkeuren</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Sneltoetsen</translation>
    </message>
    <message>
        <source>Change account</source>
        <translation>Ander account</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Afmelden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Afsluiten</translation>
    </message>
</context>
<context>
    <name>After</name>
    <message>
        <source>%1 rated the chat %2</source>
        <translation>%1 gaf het gesprek %2</translation>
    </message>
    <message>
        <source>%1 rated the chat with %2 %3</source>
        <translation>%1 gaf het gesprek met %2 %3</translation>
    </message>
    <message>
        <source>Open the chat</source>
        <translation>Gesprek openen</translation>
    </message>
</context>
<context>
    <name>AfterPart</name>
    <message>
        <source>Ask for a rating: stars, a line of text, and whether it was solved</source>
        <translation>Om een beoordeling vragen: sterren, een regel tekst en of het opgelost is</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nooit</translation>
    </message>
    <message>
        <source>Alert the leads at this many stars or fewer</source>
        <translation>Teamleiders waarschuwen bij zoveel sterren of minder</translation>
    </message>
    <message>
        <source>Visitors can have the transcript sent by e-mail</source>
        <translation>Bezoekers kunnen het gesprek per e-mail laten sturen</translation>
    </message>
    <message>
        <source>Needs a mail server; the server&apos;s administrator sets that.</source>
        <translation>Hiervoor is een mailserver nodig; die stelt de beheerder van de server in.</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>A sound when a chat comes in or waits in the queue</source>
        <translation>Een geluid als een chat binnenkomt of in de wachtrij staat</translation>
    </message>
    <message>
        <source>A sound when a visitor writes</source>
        <translation>Een geluid als een bezoeker schrijft</translation>
    </message>
    <message>
        <source>A louder sound when a chat is offered to you</source>
        <translation>Een luider geluid als je een chat wordt aangeboden</translation>
    </message>
    <message>
        <source>A sound when a note names you</source>
        <translation>Een geluid als een notitie jou noemt</translation>
    </message>
    <message>
        <source>A louder sound when an answer is nearly due</source>
        <translation>Een luider geluid als een antwoord bijna te laat is</translation>
    </message>
    <message>
        <source>The loudest sound when an answer is overdue</source>
        <translation>Het luidste geluid als een antwoord te laat is</translation>
    </message>
    <message>
        <source>Let the window ask for attention in the taskbar</source>
        <translation>Laat het venster aandacht vragen in de taakbalk</translation>
    </message>
    <message>
        <source>Show the number of waiting chats on the icon, where the desktop can</source>
        <translation>Toon het aantal wachtende chats op het pictogram, waar het systeem dat kan</translation>
    </message>
    <message>
        <source>Sounds for chats of these sites:</source>
        <translation>Geluid bij chats van deze sites:</translation>
    </message>
    <message>
        <source>Sounds for chats of %1</source>
        <translation>Geluid bij chats van %1</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Test my alerts</source>
        <translation>Test mijn meldingen</translation>
    </message>
    <message numerus="yes">
        <source>Playing %n sounds with %1. Hear nothing? Check your system&apos;s volume.</source>
        <translation>
            <numerusform>%n geluid klinkt nu via %1. Hoor je niets? Kijk naar het volume van je systeem.</numerusform>
            <numerusform>%n geluiden klinken nu via %1. Hoor je niets? Kijk naar het volume van je systeem.</numerusform>
        </translation>
    </message>
    <message>
        <source>All sounds are off.</source>
        <translation>Alle geluiden staan uit.</translation>
    </message>
    <message>
        <source>%1 could not play the sound. Is a sound device connected?</source>
        <translation>%1 kon het geluid niet afspelen. Is er een geluidsapparaat aangesloten?</translation>
    </message>
    <message>
        <source>Sound is not available here: none of pw-play, paplay and aplay is installed on this computer.</source>
        <translation>Geluid is hier niet beschikbaar: pw-play, paplay en aplay staan geen van alle op deze computer.</translation>
    </message>
</context>
<context>
    <name>AlreadyOpen</name>
    <message>
        <source>Operator Console is open already</source>
        <translation>Operator Console is al open</translation>
    </message>
    <message>
        <source>It works with the folder %1 and does not answer. Close it first, or end its process; it may also run on another computer that shares this folder. Nothing was changed.</source>
        <translation>Het werkt met de map %1 en antwoordt niet. Sluit het eerst, of beëindig het proces; het kan ook op een andere computer draaien die deze map deelt. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Operator Console</source>
        <translation>Operator Console</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>AnsweringPart</name>
    <message>
        <source>Response clock</source>
        <translation>Antwoordklok</translation>
    </message>
    <message>
        <source>Reply within</source>
        <translation>Antwoorden binnen</translation>
    </message>
    <message>
        <source>Warn when so much is left</source>
        <translation>Waarschuwen als er nog zoveel over is</translation>
    </message>
    <message>
        <source>After a holding line</source>
        <translation>Na een bericht ‘ik zoek het uit’</translation>
    </message>
    <message>
        <source>When nobody reacts</source>
        <translation>Als niemand reageert</translation>
    </message>
    <message>
        <source>Mark the chat on the wall after</source>
        <translation>Chat op het teamoverzicht markeren na</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nooit</translation>
    </message>
    <message>
        <source>Offer it to a colleague after</source>
        <translation>Aanbieden aan een collega na</translation>
    </message>
    <message>
        <source>Tell the visitor that it takes longer after</source>
        <translation>De bezoeker melden dat het langer duurt na</translation>
    </message>
    <message>
        <source>Who gets a chat</source>
        <translation>Wie een chat krijgt</translation>
    </message>
    <message>
        <source>It is given to somebody</source>
        <translation>Wordt aan iemand gegeven</translation>
    </message>
    <message>
        <source>Agents take it from the queue themselves</source>
        <translation>Medewerkers pakken hem zelf uit de wachtrij</translation>
    </message>
    <message>
        <source>New chats</source>
        <translation>Nieuwe chats</translation>
    </message>
    <message>
        <source>Whose next deadline leaves most room</source>
        <translation>Wie de meeste tijd overheeft</translation>
    </message>
    <message>
        <source>Who has fewest chats</source>
        <translation>Wie de minste chats heeft</translation>
    </message>
    <message>
        <source>Everybody in turn</source>
        <translation>Iedereen om de beurt</translation>
    </message>
    <message>
        <source>Who is preferred</source>
        <translation>Wie voorgaat</translation>
    </message>
    <message>
        <source>Wait for the agent whom the visitor knows</source>
        <translation>Wachten op de medewerker die de bezoeker kent</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>niet</translation>
    </message>
    <message>
        <source>Time to accept a chat</source>
        <translation>Tijd om een chat aan te nemen</translation>
    </message>
    <message>
        <source>given without asking</source>
        <translation>zonder te vragen</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
</context>
<context>
    <name>Archive</name>
    <message>
        <source>Any day</source>
        <translation>Elke dag</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Laatste 7 dagen</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Laatste 30 dagen</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Laatste 365 dagen</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Van … tot en met …</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notitie</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Reactie</translation>
    </message>
    <message>
        <source>About the chat</source>
        <translation>Over de chat</translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n te laat</numerusform>
            <numerusform>%n te laat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comments</source>
        <translation>
            <numerusform>%n reactie</numerusform>
            <numerusform>%n reacties</numerusform>
        </translation>
    </message>
    <message>
        <source>No reply was measured.</source>
        <translation>Er is geen antwoord gemeten.</translation>
    </message>
    <message>
        <source>Replies: %1 · slowest %2</source>
        <translation>Antwoorden: %1 · langzaamste %2</translation>
    </message>
    <message>
        <source>all in time</source>
        <translation>allemaal op tijd</translation>
    </message>
    <message>
        <source>late: %1</source>
        <translation>te laat: %1</translation>
    </message>
</context>
<context>
    <name>ArchiveList</name>
    <message>
        <source>Chats that were found</source>
        <translation>Gevonden chats</translation>
    </message>
</context>
<context>
    <name>ArchiveScreen</name>
    <message>
        <source>Searching…</source>
        <translation>Zoeken…</translation>
    </message>
    <message>
        <source>The archive cannot be searched now</source>
        <translation>Je kunt nu niet in het archief zoeken</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>De server gaf geen antwoord.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Try fewer or other words. Words are found by their beginning, in quotes exactly.</source>
        <translation>Probeer minder of andere woorden. Woorden worden op hun begin gevonden, tussen aanhalingstekens precies zo.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filters wissen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>Chats stand here from their first message on.</source>
        <translation>Chats staan hier vanaf hun eerste bericht.</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Nog geen chats</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>Nog open</translation>
    </message>
    <message numerus="yes">
        <source>%n chats</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message>
        <source>more than %1 chats</source>
        <translation>meer dan %1 chats</translation>
    </message>
    <message numerus="yes">
        <source>%n not searchable yet</source>
        <translation>
            <numerusform>%n nog niet doorzoekbaar</numerusform>
            <numerusform>%n nog niet doorzoekbaar</numerusform>
        </translation>
    </message>
    <message>
        <source>The archive is at the server. It comes back with the connection.</source>
        <translation>Het archief staat op de server. Met de verbinding komt het terug.</translation>
    </message>
    <message>
        <source>You are offline</source>
        <translation>Je bent offline</translation>
    </message>
    <message>
        <source>This server keeps no archive</source>
        <translation>Deze server houdt geen archief bij</translation>
    </message>
    <message>
        <source>Earlier chats stand beside each chat.</source>
        <translation>Eerdere chats staan naast elke chat.</translation>
    </message>
    <message>
        <source>Choose a chat from the list</source>
        <translation>Kies een chat uit de lijst</translation>
    </message>
    <message>
        <source>Older messages cannot be shown now.</source>
        <translation>Oudere berichten kunnen nu niet worden getoond.</translation>
    </message>
    <message>
        <source>The server did not take it; the text stays here. Try again in a moment.</source>
        <translation>De server nam het niet aan; de tekst blijft hier staan. Probeer het zo nog eens.</translation>
    </message>
    <message>
        <source>The comment could not be removed. Try again in a moment.</source>
        <translation>De reactie kon niet worden verwijderd. Probeer het zo nog eens.</translation>
    </message>
    <message>
        <source>The chat with %1.</source>
        <translation>De chat met %1.</translation>
    </message>
    <message>
        <source>All chats that the words and filters find now, the newest 5,000 at most.</source>
        <translation>Alle chats die de woorden en filters nu vinden, hoogstens de nieuwste 5.000.</translation>
    </message>
</context>
<context>
    <name>ArchiveView</name>
    <message>
        <source>Archive</source>
        <translation>Archief</translation>
    </message>
    <message>
        <source>Search in all chats; &quot;in quotes&quot; for exactly these words</source>
        <translation>Zoek in alle chats; &quot;tussen aanhalingstekens&quot; voor precies deze woorden</translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation>Zoeken in het archief</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>Alles exporteren…</translation>
    </message>
</context>
<context>
    <name>ArchivedChatView</name>
    <message>
        <source>The chosen chat</source>
        <translation>De gekozen chat</translation>
    </message>
    <message>
        <source>All chats of this visitor</source>
        <translation>Alle chats van deze bezoeker</translation>
    </message>
    <message>
        <source>Make a practice case…</source>
        <translation>Oefengeval maken…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporteren…</translation>
    </message>
    <message>
        <source>E-mail…</source>
        <translation>Mailen…</translation>
    </message>
    <message>
        <source>E-mail the visitor of this chat</source>
        <translation>De bezoeker van dit gesprek mailen</translation>
    </message>
</context>
<context>
    <name>ArticleBody</name>
    <message>
        <source>Text of the article</source>
        <translation>Tekst van het artikel</translation>
    </message>
    <message>
        <source>Insert as a quote</source>
        <translation>Als citaat invoegen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
</context>
<context>
    <name>ArticleFigures</name>
    <message numerus="yes">
        <source>used %n times</source>
        <translation>
            <numerusform>%n keer gebruikt</numerusform>
            <numerusform>%n keer gebruikt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % solved</source>
        <translation>%1 % opgelost</translation>
    </message>
    <message>
        <source>changed %1</source>
        <translation>gewijzigd %1</translation>
    </message>
</context>
<context>
    <name>ArticleList</name>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
</context>
<context>
    <name>ArticleListView</name>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
    <message>
        <source>Search in this list</source>
        <translation>Zoek in deze lijst</translation>
    </message>
    <message>
        <source>Search in the list of articles</source>
        <translation>Zoeken in de lijst met artikelen</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nieuw artikel</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importeren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporteren…</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigenaar</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sorteren op</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Alle sites</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle labels</translation>
    </message>
    <message>
        <source>All owners</source>
        <translation>Alle eigenaren</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n artikel</numerusform>
            <numerusform>%n artikelen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message numerus="yes">
        <source>%n questions</source>
        <translation>
            <numerusform>%n vraag</numerusform>
            <numerusform>%n vragen</numerusform>
        </translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle talen</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle statussen</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>Sorteer: %1</translation>
    </message>
</context>
<context>
    <name>ArticlePicker</name>
    <message>
        <source>Link to an article</source>
        <translation>Link naar een artikel</translation>
    </message>
    <message>
        <source>Search articles</source>
        <translation>Zoek artikelen</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Kiezen</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>RELATED</source>
        <translation>VERWANT</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Feit</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Citaat</translation>
    </message>
    <message>
        <source>Show the article large</source>
        <translation>Het artikel groot tonen</translation>
    </message>
    <message>
        <source>Show the list again</source>
        <translation>De lijst weer tonen</translation>
    </message>
    <message>
        <source>Insert link</source>
        <translation>Voeg link in</translation>
    </message>
    <message>
        <source>Insert the selected text as a quote</source>
        <translation>De geselecteerde tekst als citaat invoegen</translation>
    </message>
    <message>
        <source>Select words in the article to quote them</source>
        <translation>Selecteer woorden in het artikel om ze te citeren</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Invoegen</translation>
    </message>
    <message>
        <source>Close the article</source>
        <translation>Sluit het artikel</translation>
    </message>
    <message>
        <source>Review overdue since %1</source>
        <translation>Controle over tijd sinds %1</translation>
    </message>
    <message>
        <source>Owner: %1</source>
        <translation>Eigenaar: %1</translation>
    </message>
    <message>
        <source>review by %1</source>
        <translation>controleren vóór %1</translation>
    </message>
    <message>
        <source>Insert fact: %1</source>
        <translation>Voeg feit in: %1</translation>
    </message>
</context>
<context>
    <name>Articles</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Samenvatting</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Feit</translation>
    </message>
    <message>
        <source>Synonym</source>
        <translation>Synoniem</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>Verwant</translation>
    </message>
    <message>
        <source>Think of</source>
        <translation>Denk aan</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigenaar</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nakijken</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Concept</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Gepubliceerd</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Gewijzigd</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Niet bewaard</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Ontbreekt</translation>
    </message>
    <message>
        <source>Review overdue</source>
        <translation>Te laat nagekeken</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>Ongebruikt</translation>
    </message>
    <message>
        <source>Rarely solves</source>
        <translation>Lost zelden op</translation>
    </message>
    <message>
        <source>Every article of your sites, drafts included</source>
        <translation>Elk artikel van je sites, ook de concepten</translation>
    </message>
    <message>
        <source>Changed on this computer and not saved yet</source>
        <translation>Op deze computer gewijzigd en nog niet bewaard</translation>
    </message>
    <message>
        <source>Questions for which an agent found nothing good</source>
        <translation>Vragen waarvoor een agent niets goeds vond</translation>
    </message>
    <message>
        <source>The day on which somebody had to look again has passed</source>
        <translation>De dag waarop iemand het moest nakijken is voorbij</translation>
    </message>
    <message>
        <source>Published, and never used in a chat</source>
        <translation>Gepubliceerd en nooit in een chat gebruikt</translation>
    </message>
    <message>
        <source>Used in at least five closed chats, of which fewer than half were solved</source>
        <translation>Gebruikt in minstens vijf afgeronde chats, waarvan minder dan de helft is opgelost</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Gebruikt</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Opgelost</translation>
    </message>
    <message>
        <source>Changed on</source>
        <translation>Gewijzigd op</translation>
    </message>
    <message>
        <source>The articles cannot be had now.</source>
        <translation>De artikelen zijn nu niet op te halen.</translation>
    </message>
    <message>
        <source>The article cannot be opened now.</source>
        <translation>Het artikel is nu niet te openen.</translation>
    </message>
    <message>
        <source>This revision cannot be had now.</source>
        <translation>Deze versie is nu niet op te halen.</translation>
    </message>
    <message>
        <source>Not saved; your text is kept on this computer.</source>
        <translation>Niet bewaard; je tekst blijft op deze computer staan.</translation>
    </message>
    <message>
        <source>The article was not taken away.</source>
        <translation>Het artikel is niet weggehaald.</translation>
    </message>
    <message>
        <source>The picture was not uploaded.</source>
        <translation>De afbeelding is niet geüpload.</translation>
    </message>
    <message>
        <source>The import stopped.</source>
        <translation>Het importeren is gestopt.</translation>
    </message>
    <message>
        <source>The missing articles cannot be had now.</source>
        <translation>De ontbrekende artikelen zijn nu niet op te halen.</translation>
    </message>
    <message>
        <source>The question was not closed.</source>
        <translation>De vraag is niet gesloten.</translation>
    </message>
    <message>
        <source>There is no connection with the server.</source>
        <translation>Er is geen verbinding met de server.</translation>
    </message>
    <message>
        <source>It does not exist (any more), or you may not do this.</source>
        <translation>Het bestaat niet (meer), of je mag dit niet doen.</translation>
    </message>
    <message>
        <source>The server does not accept it: check title, key and language.</source>
        <translation>De server neemt het niet aan: controleer titel, sleutel en taal.</translation>
    </message>
</context>
<context>
    <name>AvatarButton</name>
    <message>
        <source>%1: %2. Change my status</source>
        <translation>%1: %2. Wijzig mijn status</translation>
    </message>
</context>
<context>
    <name>AwayPart</name>
    <message>
        <source>The knowledge bot answers</source>
        <translation>De kennisbot antwoordt</translation>
    </message>
    <message>
        <source>It says that it is a bot, answers from your articles only, and always offers a person.</source>
        <translation>Hij zegt dat hij een bot is, antwoordt alleen uit jullie artikelen en biedt altijd een mens aan.</translation>
    </message>
    <message>
        <source>Visitors can ask to be called back</source>
        <translation>Bezoekers kunnen vragen om teruggebeld te worden</translation>
    </message>
    <message>
        <source>Visitors can leave a message</source>
        <translation>Bezoekers kunnen een bericht achterlaten</translation>
    </message>
    <message>
        <source>With none of these, visitors only read that nobody is there.</source>
        <translation>Zonder dit alles lezen bezoekers alleen dat er niemand is.</translation>
    </message>
</context>
<context>
    <name>CallBackList</name>
    <message>
        <source>Visitors who want to be called</source>
        <translation>Bezoekers die gebeld willen worden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>CallBackSheet</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>Telefoonnummer</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Bellen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Show the chat</source>
        <translation>Bekijk de chat</translation>
    </message>
    <message>
        <source>What came of it (your colleagues see it)</source>
        <translation>Wat kwam eruit? (je collega&apos;s zien dit)</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Wat kwam eruit</translation>
    </message>
    <message>
        <source>I will call</source>
        <translation>Ik bel</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Teruggeven</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Niet bereikt</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Laten vervallen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>This request is not open any more.</source>
        <translation>Dit verzoek staat niet meer open.</translation>
    </message>
    <message>
        <source>Call %1 back</source>
        <translation>Bel %1 terug</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Overnemen</translation>
    </message>
    <message>
        <source>Wished: %1</source>
        <translation>Gevraagd: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n times not reached</source>
        <translation>
            <numerusform>%n keer niet bereikt</numerusform>
            <numerusform>%n keer niet bereikt</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer has no program to call with. Copy the number.</source>
        <translation>Deze computer heeft geen programma om mee te bellen. Kopieer het nummer.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Gekopieerd.</translation>
    </message>
    <message>
        <source>That was not stored: a colleague was first, or the server cannot be reached.</source>
        <translation>Dat is niet opgeslagen: een collega was je voor, of de server is niet bereikbaar.</translation>
    </message>
    <message>
        <source>Noted. It is due again later.</source>
        <translation>Genoteerd. Het komt later weer terug.</translation>
    </message>
</context>
<context>
    <name>CallBackStrip</name>
    <message>
        <source>Call back</source>
        <translation>Terugbellen</translation>
    </message>
    <message>
        <source>Call back · %1</source>
        <translation>Terugbellen · %1</translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n te laat</numerusform>
            <numerusform>%n te laat</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All call-backs</source>
        <translation>Alle terugbelverzoeken</translation>
    </message>
</context>
<context>
    <name>CallBacks</name>
    <message>
        <source>%1 late</source>
        <translation>%1 te laat</translation>
    </message>
    <message>
        <source>now, until %1</source>
        <translation>nu, tot %1</translation>
    </message>
    <message>
        <source>you</source>
        <translation>jou</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>Taken by %1</source>
        <translation>Ligt bij %1</translation>
    </message>
    <message>
        <source>Done by %1</source>
        <translation>Gebeld door %1</translation>
    </message>
    <message>
        <source>Dropped by %1</source>
        <translation>Vervallen, door %1</translation>
    </message>
    <message>
        <source>Nobody has taken it yet</source>
        <translation>Nog niemand heeft dit opgepakt</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>bij %1</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>te laat</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Terugbellen</translation>
    </message>
</context>
<context>
    <name>CallBacksPlace</name>
    <message>
        <source>Nobody wants to be called.</source>
        <translation>Niemand wil gebeld worden.</translation>
    </message>
    <message>
        <source>It is time to call %1 back.</source>
        <translation>Het is tijd om %1 terug te bellen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
</context>
<context>
    <name>CardTable</name>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
</context>
<context>
    <name>CaseModel</name>
    <message>
        <source>Case</source>
        <translation>Oefening</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Temper</source>
        <translation>Stemming</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Berichten</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Meegeleverd</translation>
    </message>
</context>
<context>
    <name>CaseSheet</name>
    <message>
        <source>Make a practice case</source>
        <translation>Oefening maken</translation>
    </message>
    <message>
        <source>This is the visitor&apos;s part, with names, numbers and addresses taken out. Read it over: colleagues of this site will practise with it. A line is a message; at an empty line the visitor waits.</source>
        <translation>Dit is het deel van de bezoeker, zonder namen, nummers en adressen. Lees het goed na: collega&apos;s van deze site gaan ermee oefenen. Een regel is een bericht; bij een lege regel wacht de bezoeker.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Made-up name of the visitor, or nothing</source>
        <translation>Verzonnen naam van de bezoeker, of niets</translation>
    </message>
    <message>
        <source>Temper of the visitor</source>
        <translation>Stemming van de bezoeker</translation>
    </message>
    <message>
        <source>What the visitor writes</source>
        <translation>Wat de bezoeker schrijft</translation>
    </message>
    <message>
        <source>What they write when nobody answers, or nothing</source>
        <translation>Wat hij schrijft als niemand antwoordt, of niets</translation>
    </message>
    <message>
        <source>Keys of the articles that answer it, with commas</source>
        <translation>Sleutels van de artikelen met het antwoord, met komma&apos;s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Save for the team</source>
        <translation>Bewaren voor het team</translation>
    </message>
    <message>
        <source>Give the case a title.</source>
        <translation>Geef de oefening een titel.</translation>
    </message>
    <message>
        <source>The story has no message, or is too long: at most 80 messages and waits.</source>
        <translation>Het verhaal heeft geen bericht of is te lang: hooguit 80 berichten en wachtmomenten.</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>No question is waiting for an article</source>
        <translation>Er wacht geen vraag op een artikel</translation>
    </message>
    <message>
        <source>What agents report with “nothing good found” shows up here.</source>
        <translation>Wat agents melden met “niets goeds gevonden” komt hier te staan.</translation>
    </message>
    <message>
        <source>Nothing fits these filters</source>
        <translation>Niets past bij deze filters</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles tonen</translation>
    </message>
    <message>
        <source>Loading articles…</source>
        <translation>Artikelen laden…</translation>
    </message>
    <message>
        <source>The list comes with the next connection. What you wrote is kept on this computer.</source>
        <translation>De lijst komt met de volgende verbinding. Wat je schreef blijft op deze computer staan.</translation>
    </message>
    <message>
        <source>No connection with the server</source>
        <translation>Geen verbinding met de server</translation>
    </message>
    <message>
        <source>The articles cannot be had now</source>
        <translation>De artikelen zijn nu niet op te halen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Alles is bewaard</translation>
    </message>
    <message>
        <source>No review is overdue</source>
        <translation>Er is niets te laat nagekeken</translation>
    </message>
    <message>
        <source>Every published article has been used</source>
        <translation>Elk gepubliceerd artikel is gebruikt</translation>
    </message>
    <message>
        <source>No article rarely solves</source>
        <translation>Er is geen artikel dat zelden oplost</translation>
    </message>
    <message>
        <source>Counted from five closed chats on.</source>
        <translation>Geteld vanaf vijf afgeronde chats.</translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation>Nog geen artikelen</translation>
    </message>
    <message>
        <source>Write the first one, or import what you have.</source>
        <translation>Schrijf het eerste, of importeer wat je hebt.</translation>
    </message>
</context>
<context>
    <name>ChangesSheet</name>
    <message>
        <source>What would change</source>
        <translation>Wat er verandert</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 als tabel</translation>
    </message>
</context>
<context>
    <name>Chats</name>
    <message>
        <source>Accept</source>
        <translation>Neem aan</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Wachtrij</translation>
    </message>
    <message>
        <source>Offered to you</source>
        <translation>Aan jou aangeboden</translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation>Jouw beurt</translation>
    </message>
    <message>
        <source>Waiting for visitor</source>
        <translation>Wacht op bezoeker</translation>
    </message>
    <message>
        <source>No longer with you</source>
        <translation>Niet meer bij jou</translation>
    </message>
    <message>
        <source>Just in</source>
        <translation>Net binnen</translation>
    </message>
    <message>
        <source>%1 does not react</source>
        <translation>%1 reageert niet</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>van %1</translation>
    </message>
    <message>
        <source>from the queue</source>
        <translation>uit de wachtrij</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>met %1</translation>
    </message>
    <message>
        <source>is typing…</source>
        <translation>typt…</translation>
    </message>
    <message>
        <source>types: “%1”</source>
        <translation>typt: “%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n messages not sent yet</source>
        <translation>
            <numerusform>%n bericht nog niet verstuurd</numerusform>
            <numerusform>%n berichten nog niet verstuurd</numerusform>
        </translation>
    </message>
    <message>
        <source>Not with you any more, your text was not sent</source>
        <translation>Niet meer bij jou, je tekst is niet verstuurd</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>een bestand</translation>
    </message>
    <message>
        <source>has written nothing yet</source>
        <translation>heeft nog niets geschreven</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>Jij: %1</translation>
    </message>
    <message>
        <source>%1 is away</source>
        <translation>%1 is weg</translation>
    </message>
    <message>
        <source>goes first</source>
        <translation>gaat voor</translation>
    </message>
    <message>
        <source>wants %1</source>
        <translation>vraagt %1</translation>
    </message>
    <message>
        <source>help was asked for</source>
        <translation>hulp gevraagd</translation>
    </message>
    <message>
        <source>offered to you, %1</source>
        <translation>aan jou aangeboden, %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>nog %1</translation>
    </message>
    <message>
        <source>the agent</source>
        <translation>de medewerker</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Overnemen</translation>
    </message>
    <message>
        <source>waits %1</source>
        <translation>wacht %1</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wacht</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>has ended</source>
        <translation>is afgelopen</translation>
    </message>
    <message>
        <source>in the queue, waits %1</source>
        <translation>in de wachtrij, wacht %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>%n ongelezen bericht</numerusform>
            <numerusform>%n ongelezen berichten</numerusform>
        </translation>
    </message>
    <message>
        <source>number %1</source>
        <translation>nummer %1</translation>
    </message>
    <message>
        <source>A draft waits.</source>
        <translation>Er staat een concept klaar.</translation>
    </message>
</context>
<context>
    <name>ChatsScreen</name>
    <message>
        <source>Decline</source>
        <translation>Afslaan</translation>
    </message>
    <message>
        <source>Read it first</source>
        <translation>Eerst lezen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Geen antwoord nodig</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Kopieer naam</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message numerus="yes">
        <source>%n open chats</source>
        <translation>
            <numerusform>%n open chat</numerusform>
            <numerusform>%n open chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them wait for you</source>
        <translation>
            <numerusform>%n daarvan wacht op jou</numerusform>
            <numerusform>%n daarvan wachten op jou</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New ones come while fewer than %n wait for you.</source>
        <translation>
            <numerusform>Nieuwe komen zolang er minder dan %n op je wacht.</numerusform>
            <numerusform>Nieuwe komen zolang er minder dan %n op je wachten.</numerusform>
        </translation>
    </message>
    <message>
        <source>No replies yet today</source>
        <translation>Vandaag nog geen antwoorden</translation>
    </message>
    <message>
        <source>%1% within %2</source>
        <translation>%1% binnen %2</translation>
    </message>
    <message>
        <source>%1% on time</source>
        <translation>%1% op tijd</translation>
    </message>
    <message>
        <source>mean %1 · today</source>
        <translation>gem. %1 · vandaag</translation>
    </message>
    <message>
        <source>%1 of %2 answers today in your own words, not nearly the same as one before or an article.</source>
        <translation>%1 van de %2 antwoorden vandaag in je eigen woorden, niet bijna hetzelfde als een eerder antwoord of een artikel.</translation>
    </message>
    <message>
        <source>Counted on this computer, for you alone; answers of a few words are left out.</source>
        <translation>Op deze computer geteld, alleen voor jou; antwoorden van een paar woorden tellen niet mee.</translation>
    </message>
    <message>
        <source>New chats come to you by themselves and show up here, the most urgent on top.</source>
        <translation>Nieuwe chats komen vanzelf naar je toe en staan hier, de dringendste bovenaan.</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Nog geen chats</translation>
    </message>
    <message>
        <source>You get no new chats with your present status. Set it to Online when you are ready.</source>
        <translation>Met je huidige status krijg je geen nieuwe chats. Zet hem op Online als je klaar bent.</translation>
    </message>
    <message>
        <source>No chats</source>
        <translation>Geen chats</translation>
    </message>
</context>
<context>
    <name>Choosers</name>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Eerste dag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Laatste dag</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rijen</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Afdeling</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Medewerker</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Alle sites</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>Alle afdelingen</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>Alle medewerkers</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Laatste 7 dagen</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Laatste 30 dagen</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Laatste 90 dagen</translation>
    </message>
    <message>
        <source>Days of my choice</source>
        <translation>Zelf dagen kiezen</translation>
    </message>
</context>
<context>
    <name>Clock</name>
    <message>
        <source>Nobody waits for an answer</source>
        <translation>Niemand wacht op antwoord</translation>
    </message>
    <message>
        <source>The clock stands still outside opening hours</source>
        <translation>De klok staat stil buiten de openingstijden</translation>
    </message>
    <message>
        <source>%1 too late</source>
        <translation>%1 te laat</translation>
    </message>
    <message>
        <source>Come back within %1</source>
        <translation>Kom terug binnen %1</translation>
    </message>
    <message>
        <source>Answer within %1</source>
        <translation>Antwoord binnen %1</translation>
    </message>
</context>
<context>
    <name>ClockBar</name>
    <message>
        <source>Response clock</source>
        <translation>Antwoordklok</translation>
    </message>
</context>
<context>
    <name>ClosedPanel</name>
    <message>
        <source>Accept</source>
        <translation>Neem aan</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Overnemen</translation>
    </message>
</context>
<context>
    <name>CommentsView</name>
    <message>
        <source>Comments of colleagues</source>
        <translation>Reacties van collega&apos;s</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Reactie</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Comment for colleagues</source>
        <translation>Reactie voor collega&apos;s</translation>
    </message>
    <message>
        <source>Say something about this chat; the visitor never sees it</source>
        <translation>Zeg iets over deze chat; de bezoeker ziet het nooit</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, gewijzigd</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>This comment was removed.</source>
        <translation>Deze reactie is verwijderd.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Note for the team, the visitor does not see it</source>
        <translation>Notitie voor het team, de bezoeker ziet hem niet</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>Bestand toevoegen</translation>
    </message>
    <message>
        <source>Cut a picture out of the screen</source>
        <translation>Stuk van het scherm uitknippen</translation>
    </message>
    <message>
        <source>Open a page for the visitor</source>
        <translation>Pagina openen voor de bezoeker</translation>
    </message>
    <message>
        <source>Insert an emoji</source>
        <translation>Voeg een emoji in</translation>
    </message>
    <message>
        <source>Send the holding line</source>
        <translation>Stuur het tussenbericht</translation>
    </message>
    <message>
        <source>No answer needed</source>
        <translation>Geen antwoord nodig</translation>
    </message>
    <message>
        <source>Transfer the chat</source>
        <translation>Zet de chat door</translation>
    </message>
    <message>
        <source>Raise a hand</source>
        <translation>Hand opsteken</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Verstuur</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Bewaar notitie</translation>
    </message>
    <message>
        <source>Note for the team</source>
        <translation>Notitie voor het team</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwoord</translation>
    </message>
    <message>
        <source>Write an answer…</source>
        <translation>Schrijf een antwoord…</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Hand omlaag</translation>
    </message>
</context>
<context>
    <name>ConditionRow</name>
    <message>
        <source>What the condition looks at</source>
        <translation>Waar de voorwaarde naar kijkt</translation>
    </message>
    <message>
        <source>How it compares</source>
        <translation>Hoe er vergeleken wordt</translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation>Deze voorwaarde weghalen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>Value in euros</source>
        <translation>Waarde in euro&apos;s</translation>
    </message>
    <message>
        <source>such as /bikes</source>
        <translation>zoals /fietsen</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Eenheid</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>seconden</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuten</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>WHAT YOU WROTE</source>
        <translation>WAT JIJ SCHREEF</translation>
    </message>
    <message>
        <source>What was saved meanwhile</source>
        <translation>Wat intussen is bewaard</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Wat jij schreef</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Die van de ander</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Die van mij</translation>
    </message>
    <message>
        <source>Merge by hand</source>
        <translation>Zelf samenvoegen</translation>
    </message>
    <message>
        <source>TAKEN AWAY</source>
        <translation>WEGGEHAALD</translation>
    </message>
    <message>
        <source>SAVED BY %1</source>
        <translation>BEWAARD DOOR %1</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Something went wrong inside the console (%1). It is written down in the log.</source>
        <translation>Er ging iets mis in de console (%1). Het staat in het logboek.</translation>
    </message>
    <message>
        <source>Copy the log&apos;s place</source>
        <translation>Kopieer de plek van het logboek</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>gone since %1</source>
        <translation>weg sinds %1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>unknown while offline</source>
        <translation>niet bekend zolang je offline bent</translation>
    </message>
    <message>
        <source>away since %1</source>
        <translation>even weg sinds %1</translation>
    </message>
    <message>
        <source>away</source>
        <translation>even weg</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>%1, show the chat before: %2</source>
        <translation>%1, toon de chat ervoor: %2</translation>
    </message>
    <message>
        <source>This chat is closed</source>
        <translation>Deze chat is gesloten</translation>
    </message>
    <message>
        <source>2nd chat</source>
        <translation>2e chat</translation>
    </message>
    <message>
        <source>3rd chat</source>
        <translation>3e chat</translation>
    </message>
    <message>
        <source>%1th chat</source>
        <translation>%1e chat</translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message>
        <source>Note</source>
        <translation>Notitie</translation>
    </message>
    <message>
        <source>Write a note for the team</source>
        <translation>Schrijf een notitie voor het team</translation>
    </message>
    <message>
        <source>Wrap up</source>
        <translation>Afronden</translation>
    </message>
    <message>
        <source>Wrap up the chat</source>
        <translation>Rond de chat af</translation>
    </message>
    <message>
        <source>Change the tags</source>
        <translation>Wijzig de labels</translation>
    </message>
    <message>
        <source>Visitor: %1</source>
        <translation>Bezoeker: %1</translation>
    </message>
    <message>
        <source>Now on %1</source>
        <translation>Nu op %1</translation>
    </message>
</context>
<context>
    <name>ConversationPresenter</name>
    <message>
        <source>The message was discarded.</source>
        <translation>Het bericht is weggegooid.</translation>
    </message>
    <message>
        <source>Copy its text</source>
        <translation>Tekst kopiëren</translation>
    </message>
    <message>
        <source>The agent of this chat is away. Take it over to answer.</source>
        <translation>De medewerker van deze chat is weg. Neem hem over om te antwoorden.</translation>
    </message>
    <message>
        <source>This chat is in the queue. Accept it to answer.</source>
        <translation>Deze chat staat in de wachtrij. Neem hem aan om te antwoorden.</translation>
    </message>
    <message>
        <source>This chat is with %1 now.</source>
        <translation>Deze chat is nu bij %1.</translation>
    </message>
    <message>
        <source>This chat is no longer with you.</source>
        <translation>Deze chat is niet meer bij jou.</translation>
    </message>
    <message>
        <source>The text was discarded.</source>
        <translation>De tekst is weggegooid.</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopiëren</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>No chat is open</source>
        <translation>Er is geen chat open</translation>
    </message>
    <message>
        <source>Choose one on the left, or accept one.</source>
        <translation>Kies er links een, of neem er een aan.</translation>
    </message>
</context>
<context>
    <name>CopyLine</name>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopiëren: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
</context>
<context>
    <name>Debrief</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>used</source>
        <translation>gebruikt</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geopend</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>niet gevonden</translation>
    </message>
    <message>
        <source>no greeting</source>
        <translation>geen begroeting</translation>
    </message>
    <message>
        <source>name not used</source>
        <translation>naam niet gebruikt</translation>
    </message>
    <message numerus="yes">
        <source>%n questions still open</source>
        <translation>
            <numerusform>%n vraag nog open</numerusform>
            <numerusform>%n vragen nog open</numerusform>
        </translation>
    </message>
    <message>
        <source>no kind closing</source>
        <translation>geen vriendelijke afsluiting</translation>
    </message>
    <message>
        <source>greeted, everything answered, closed kindly</source>
        <translation>begroet, alles beantwoord, vriendelijk afgesloten</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 in plaats van %2</translation>
    </message>
    <message>
        <source>not answered, %1 instead of %2</source>
        <translation>niet beantwoord, %1 in plaats van %2</translation>
    </message>
    <message>
        <source>nine of ten within %1</source>
        <translation>negen van de tien binnen %1</translation>
    </message>
    <message>
        <source>Replies in time</source>
        <translation>Antwoorden op tijd</translation>
    </message>
    <message>
        <source>Median reply</source>
        <translation>Mediaan antwoord</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Artikelen gevonden</translation>
    </message>
    <message>
        <source>used or opened</source>
        <translation>gebruikt of geopend</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>Eigen woorden</translation>
    </message>
    <message numerus="yes">
        <source>of %n answers</source>
        <translation>
            <numerusform>van %n antwoord</numerusform>
            <numerusform>van %n antwoorden</numerusform>
        </translation>
    </message>
    <message>
        <source>Good manners</source>
        <translation>Goede manieren</translation>
    </message>
    <message>
        <source>greeted, answered, closed</source>
        <translation>begroet, beantwoord, afgesloten</translation>
    </message>
    <message>
        <source>Practice debrief</source>
        <translation>Nabespreking van het oefenen</translation>
    </message>
    <message>
        <source>Replies in time: %1</source>
        <translation>Antwoorden op tijd: %1</translation>
    </message>
    <message>
        <source>Also used: %1</source>
        <translation>Ook gebruikt: %1</translation>
    </message>
    <message>
        <source>Own words: %1</source>
        <translation>Eigen woorden: %1</translation>
    </message>
    <message>
        <source>Manners: %1</source>
        <translation>Manieren: %1</translation>
    </message>
    <message>
        <source>Still open: %1</source>
        <translation>Nog open: %1</translation>
    </message>
</context>
<context>
    <name>DebriefSheet</name>
    <message>
        <source>Debrief</source>
        <translation>Nabespreking</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Bewaren…</translation>
    </message>
    <message>
        <source>Back to practice</source>
        <translation>Verder oefenen</translation>
    </message>
    <message>
        <source>Close practice</source>
        <translation>Oefenen sluiten</translation>
    </message>
    <message>
        <source>Chat by chat</source>
        <translation>Chat voor chat</translation>
    </message>
    <message>
        <source>No visitor has written yet.</source>
        <translation>Er heeft nog geen bezoeker geschreven.</translation>
    </message>
    <message>
        <source>This is for you alone: it is kept nowhere unless you save it.</source>
        <translation>Dit is alleen voor jou: het wordt nergens bewaard, tenzij jij dat doet.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Te laat</translation>
    </message>
    <message>
        <source>Replies in time: %1</source>
        <translation>Antwoorden op tijd: %1</translation>
    </message>
    <message>
        <source>Own words: %1</source>
        <translation>Eigen woorden: %1</translation>
    </message>
    <message>
        <source>Also used: %1</source>
        <translation>Ook gebruikt: %1</translation>
    </message>
    <message>
        <source>Manners: %1</source>
        <translation>Manieren: %1</translation>
    </message>
    <message>
        <source>Still open: %1</source>
        <translation>Nog open: %1</translation>
    </message>
    <message>
        <source>Save the debrief</source>
        <translation>Nabespreking bewaren</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Tekst (*.txt)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabel (*.csv)</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>oefening</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Facts</source>
        <translation>Feiten</translation>
    </message>
    <message>
        <source>Another fact, one sentence</source>
        <translation>Nog een feit, één zin</translation>
    </message>
    <message>
        <source>Synonyms</source>
        <translation>Synoniemen</translation>
    </message>
    <message>
        <source>Another word for it</source>
        <translation>Een ander woord ervoor</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Another tag</source>
        <translation>Nog een label</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigenaar</translation>
    </message>
    <message>
        <source>Review by</source>
        <translation>Nakijken voor</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Key, the end of its address</source>
        <translation>Sleutel, het einde van het adres</translation>
    </message>
    <message>
        <source>Take the article away…</source>
        <translation>Het artikel weghalen…</translation>
    </message>
    <message>
        <source>Open it in %1</source>
        <translation>Openen in het %1</translation>
    </message>
    <message>
        <source>Write it in %1 as well</source>
        <translation>Ook in het %1 schrijven</translation>
    </message>
    <message>
        <source>Day of the review</source>
        <translation>Dag van nakijken</translation>
    </message>
    <message>
        <source>FACTS</source>
        <translation>FEITEN</translation>
    </message>
    <message>
        <source>OTHER WORDS FOR IT</source>
        <translation>ANDERE WOORDEN ERVOOR</translation>
    </message>
    <message>
        <source>TAGS</source>
        <translation>LABELS</translation>
    </message>
    <message>
        <source>RELATED ARTICLES</source>
        <translation>VERWANTE ARTIKELEN</translation>
    </message>
    <message>
        <source>THINK OF, WHEN IN THE CART</source>
        <translation>DENK AAN, BIJ DIT IN DE WINKELWAGEN</translation>
    </message>
    <message>
        <source>OWNER</source>
        <translation>EIGENAAR</translation>
    </message>
    <message>
        <source>SITE AND LANGUAGE</source>
        <translation>SITE EN TAAL</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>SLEUTEL</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>Unnamed device</source>
        <translation>Apparaat zonder naam</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Deze computer</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Afmelden</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <translation>%1 afmelden</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>Apparaten</translation>
    </message>
    <message>
        <source>Where you are signed in. Sign out what you do not know, and tell your administrator.</source>
        <translation>Waar je bent aangemeld. Meld af wat je niet kent, en vertel het je beheerder.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>De server wordt gevraagd…</translation>
    </message>
    <message>
        <source>Sign out all other devices</source>
        <translation>Alle andere apparaten afmelden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer opnieuw</translation>
    </message>
    <message>
        <source>The server cannot be asked now. Nothing was changed as far as is known.</source>
        <translation>De server is nu niet te bereiken. Voor zover bekend is er niets veranderd.</translation>
    </message>
    <message>
        <source>You are signed in nowhere else.</source>
        <translation>Je bent nergens anders aangemeld.</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>Nu in gebruik</translation>
    </message>
    <message>
        <source>Last used %1 ago</source>
        <translation>%1 geleden gebruikt</translation>
    </message>
    <message>
        <source>signed in %1</source>
        <translation>aangemeld %1</translation>
    </message>
    <message>
        <source>Unnamed device</source>
        <translation>Apparaat zonder naam</translation>
    </message>
    <message>
        <source>%1 is signed out.</source>
        <translation>%1 is afgemeld.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <translation>Afmelden…</translation>
    </message>
    <message>
        <source>All other devices are signed out.</source>
        <translation>Alle andere apparaten zijn afgemeld.</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message numerus="yes">
        <source>%n lines are the same</source>
        <translation>
            <numerusform>%n regel is gelijk</numerusform>
            <numerusform>%n regels zijn gelijk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>Opening the article…</source>
        <translation>Artikel openen…</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nieuw artikel</translation>
    </message>
    <message>
        <source>“%1” is not saved yet. What you wrote is kept on this computer.</source>
        <translation>“%1” is nog niet bewaard. Wat je schreef blijft op deze computer staan.</translation>
    </message>
    <message>
        <source>No connection with the server</source>
        <translation>Geen verbinding met de server</translation>
    </message>
    <message>
        <source>An article can be changed once it was opened with a connection.</source>
        <translation>Een artikel kun je wijzigen nadat het met verbinding is geopend.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>This article cannot be opened</source>
        <translation>Dit artikel is niet te openen</translation>
    </message>
    <message>
        <source>Give the article a title first: what a visitor would ask.</source>
        <translation>Geef het artikel eerst een titel: wat een bezoeker zou vragen.</translation>
    </message>
    <message>
        <source>The key may hold small letters, digits and hyphens only.</source>
        <translation>In de sleutel mogen alleen kleine letters, cijfers en koppeltekens staan.</translation>
    </message>
    <message>
        <source>There is an article with this key in this language already. Choose another key.</source>
        <translation>Er is al een artikel met deze sleutel in deze taal. Kies een andere sleutel.</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>Publiceren…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bewaren…</translation>
    </message>
    <message>
        <source>Published. Visitors and colleagues find it now.</source>
        <translation>Gepubliceerd. Bezoekers en collega&apos;s vinden het nu.</translation>
    </message>
    <message>
        <source>Saved as a draft.</source>
        <translation>Bewaard als concept.</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>iemand anders</translation>
    </message>
    <message>
        <source>This article was taken away while you were writing. Nothing of yours is lost.</source>
        <translation>Dit artikel is weggehaald terwijl je schreef. Er is niets van jou verloren.</translation>
    </message>
    <message>
        <source>%1 saved this article at %2, after you had opened it. Nothing of yours is lost.</source>
        <translation>%1 heeft dit artikel om %2 bewaard, nadat jij het had geopend. Er is niets van jou verloren.</translation>
    </message>
    <message>
        <source>Back to mine</source>
        <translation>Terug naar de mijne</translation>
    </message>
    <message>
        <source>Yours was put aside.</source>
        <translation>Die van jou is opzijgezet.</translation>
    </message>
    <message>
        <source>What they saved (+) compared with what you write (−). Bring over what you need, then save.</source>
        <translation>Wat zij bewaarden (+), vergeleken met wat jij schrijft (−). Neem over wat je nodig hebt en bewaar het dan.</translation>
    </message>
    <message>
        <source>Put back revision %1</source>
        <translation>Versie %1 teruggezet</translation>
    </message>
    <message>
        <source>What you had not saved was put aside.</source>
        <translation>Wat je niet had bewaard is opzijgezet.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Haal het terug</translation>
    </message>
    <message>
        <source>Your changes were put aside.</source>
        <translation>Je wijzigingen zijn opzijgezet.</translation>
    </message>
    <message>
        <source>Take “%1” away?</source>
        <translation>“%1” weghalen?</translation>
    </message>
    <message>
        <source>Visitors and colleagues do not find it any more. Its history stays on the server.</source>
        <translation>Bezoekers en collega&apos;s vinden het niet meer. De geschiedenis blijft op de server.</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Weghalen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Laten staan</translation>
    </message>
</context>
<context>
    <name>EditorView</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Back to the articles</source>
        <translation>Terug naar de artikelen</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>Helppagina</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Wijzigingen weggooien</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>Concept bewaren</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publiceren</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>Nieuw artikel</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Niet bewaard</translation>
    </message>
    <message>
        <source>What you wrote is kept on this computer</source>
        <translation>Wat je schreef staat op deze computer</translation>
    </message>
    <message>
        <source>A supervisor publishes it</source>
        <translation>Een supervisor publiceert het</translation>
    </message>
    <message>
        <source>%1 words · %2 characters</source>
        <translation>%1 woorden · %2 tekens</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schrijven</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geschiedenis</translation>
    </message>
    <message>
        <source>What did you change? For the history, not for visitors</source>
        <translation>Wat heb je gewijzigd? Voor de geschiedenis, niet voor bezoekers</translation>
    </message>
    <message>
        <source>What you changed, for the history</source>
        <translation>Wat je hebt gewijzigd, voor de geschiedenis</translation>
    </message>
</context>
<context>
    <name>EmojiPopup</name>
    <message>
        <source>Choose an emoji</source>
        <translation>Kies een emoji</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Zoek emoji</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>Erase %1?</source>
        <translation>%1 wissen?</translation>
    </message>
    <message>
        <source>There is an open chat with this visitor. Wrap it up first, then they can be erased.</source>
        <translation>Er is een open chat met deze bezoeker. Rond die eerst af, daarna kun je de bezoeker wissen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>It goes at the server, for everybody, and cannot be brought back. Figures stay: they count chats and answers, and name nobody. Consoles that are open elsewhere may keep copies of recent chats for up to 14 days; backups of the server keep what was in them.</source>
        <translation>Het verdwijnt op de server, voor iedereen, en is niet terug te halen. De cijfers blijven: die tellen chats en antwoorden en noemen niemand. Andere consoles kunnen kopieën van recente chats nog tot 14 dagen bewaren; in reservekopieën van de server blijft staan wat erin stond.</translation>
    </message>
    <message>
        <source>I understand that this cannot be undone</source>
        <translation>Ik begrijp dat dit niet ongedaan kan worden gemaakt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Wissen</translation>
    </message>
    <message numerus="yes">
        <source>%n chats with everything in them</source>
        <translation>
            <numerusform>%n chat met alles erin</numerusform>
            <numerusform>%n chats met alles erin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visits with their pages</source>
        <translation>
            <numerusform>%n bezoek met de bekeken pagina&apos;s</numerusform>
            <numerusform>%n bezoeken met de bekeken pagina&apos;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n bestand</numerusform>
            <numerusform>%n bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source>This erases name, address and everything else that is kept of this visitor: %1.</source>
        <translation>Dit wist naam, adres en al het andere dat van deze bezoeker is bewaard: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The site knows them as one customer in %n browsers; all of these go.</source>
        <translation>
            <numerusform>De site kent deze klant in %n browser; die gaat mee weg.</numerusform>
            <numerusform>De site kent deze klant in %n browsers; die gaan allemaal mee weg.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EtiquetteLines</name>
    <message>
        <source>This chat</source>
        <translation>Dit gesprek</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gedaan</translation>
    </message>
    <message>
        <source>perhaps forgotten</source>
        <translation>misschien vergeten</translation>
    </message>
    <message>
        <source>Greeted</source>
        <translation>Begroet</translation>
    </message>
    <message>
        <source>Not greeted, as far as can be seen</source>
        <translation>Niet begroet, voor zover te zien is</translation>
    </message>
    <message>
        <source>Name used</source>
        <translation>Naam gebruikt</translation>
    </message>
    <message>
        <source>The visitor&apos;s name was not used</source>
        <translation>De naam van de bezoeker is niet gebruikt</translation>
    </message>
    <message>
        <source>Perhaps still open: “%1”</source>
        <translation>Misschien nog open: “%1”</translation>
    </message>
    <message numerus="yes">
        <source>and %n more questions</source>
        <translation>
            <numerusform>en nog %n vraag</numerusform>
            <numerusform>en nog %n vragen</numerusform>
        </translation>
    </message>
    <message>
        <source>No open question seen</source>
        <translation>Geen open vraag gezien</translation>
    </message>
    <message>
        <source>Closed kindly</source>
        <translation>Vriendelijk afgesloten</translation>
    </message>
    <message>
        <source>No kind closing words yet</source>
        <translation>Nog geen vriendelijke afsluiting</translation>
    </message>
</context>
<context>
    <name>ExceptionRow</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Name, such as Christmas Day</source>
        <translation>Naam, zoals Eerste kerstdag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Gesloten</translation>
    </message>
    <message>
        <source>Hours, empty when closed</source>
        <translation>Uren, leeg bij gesloten</translation>
    </message>
    <message>
        <source>Remove this day</source>
        <translation>Deze dag weghalen</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export chats</source>
        <translation>Chats exporteren</translation>
    </message>
    <message>
        <source>Table for spreadsheets, one row for each chat (CSV)</source>
        <translation>Tabel voor spreadsheets, één rij per chat (CSV)</translation>
    </message>
    <message>
        <source>Pages to read and print (HTML in a ZIP)</source>
        <translation>Pagina&apos;s om te lezen en af te drukken (HTML in een ZIP)</translation>
    </message>
    <message>
        <source>Plain text (in a ZIP)</source>
        <translation>Platte tekst (in een ZIP)</translation>
    </message>
    <message>
        <source>Everything, for other programs (JSON lines)</source>
        <translation>Alles, voor andere programma&apos;s (JSON-regels)</translation>
    </message>
    <message>
        <source>Handle the file with care: it holds what visitors said. The export is noted in the log.</source>
        <translation>Ga zorgvuldig om met het bestand: er staat in wat bezoekers zeiden. De export wordt vastgelegd in het logboek.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporteren…</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export chats</source>
        <translation>Chats exporteren</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Bezig met exporteren…</translation>
    </message>
    <message>
        <source>The server did not give the chats. Try again in a moment.</source>
        <translation>De server gaf de chats niet. Probeer het zo nog eens.</translation>
    </message>
    <message numerus="yes">
        <source>%n chats are written to the file.</source>
        <translation>
            <numerusform>%n chat staat in het bestand.</numerusform>
            <numerusform>%n chats staan in het bestand.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file could not be written. Choose another place, or make room.</source>
        <translation>Het bestand kon niet worden geschreven. Kies een andere plek, of maak ruimte.</translation>
    </message>
    <message>
        <source>Visitor %1</source>
        <translation>Bezoeker %1</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Medewerker</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notitie</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Reactie</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Not possible on this system. Use the system&apos;s own screenshot key, then paste here.</source>
        <translation>Dat kan op dit systeem niet. Gebruik de schermafdruktoets van het systeem zelf en plak hier.</translation>
    </message>
    <message>
        <source>Draw a rectangle. Enter takes it, Escape cancels.</source>
        <translation>Trek een rechthoek. Enter neemt hem, Escape stopt.</translation>
    </message>
    <message>
        <source>Open a page for %1</source>
        <translation>Een pagina openen voor %1</translation>
    </message>
    <message>
        <source>The visitor was not asked: only pages of the site itself can be opened.</source>
        <translation>De bezoeker is niets gevraagd: alleen pagina&apos;s van de site zelf kunnen worden geopend.</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Facts</source>
        <translation>Feiten</translation>
    </message>
</context>
<context>
    <name>FactRow</name>
    <message>
        <source>Fact %1. Enter inserts it.</source>
        <translation>Feit %1. Enter voegt het in.</translation>
    </message>
    <message>
        <source>Insert this fact</source>
        <translation>Voeg dit feit in</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Required</source>
        <translation>Verplicht</translation>
    </message>
    <message>
        <source>Question, %1</source>
        <translation>Vraag, %1</translation>
    </message>
    <message>
        <source>Key, under which agents see it</source>
        <translation>Sleutel, waaronder medewerkers het zien</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Choices, with commas between them</source>
        <translation>Keuzes, met komma&apos;s ertussen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Omhoog</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Omlaag</translation>
    </message>
    <message>
        <source>Remove this field</source>
        <translation>Dit veld weghalen</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Enter shows more</source>
        <translation>Enter toont meer</translation>
    </message>
    <message>
        <source>Enter shows less</source>
        <translation>Enter toont minder</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>Link naar %1</translation>
    </message>
</context>
<context>
    <name>FigureStrip</name>
    <message>
        <source>Today&apos;s figures</source>
        <translation>Cijfers van vandaag</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Medewerker</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dagen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Volgorde</translation>
    </message>
    <message>
        <source>From this day</source>
        <translation>Vanaf deze dag</translation>
    </message>
    <message>
        <source>To this day</source>
        <translation>Tot en met deze dag</translation>
    </message>
    <message>
        <source>Late replies</source>
        <translation>Te late antwoorden</translation>
    </message>
    <message>
        <source>Only chats with a late reply</source>
        <translation>Alleen chats met een te laat antwoord</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Reacties</translation>
    </message>
    <message>
        <source>Only chats on which colleagues commented</source>
        <translation>Alleen chats waarop collega&apos;s reageerden</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Beoordeling</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Alle sites</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>Iedereen</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Elk label</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>Elke uitkomst</translation>
    </message>
    <message>
        <source>All ratings</source>
        <translation>Alle beoordelingen</translation>
    </message>
    <message>
        <source>Rated low</source>
        <translation>Laag beoordeeld</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nieuwste eerst</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Best passend</translation>
    </message>
    <message>
        <source>Without this filter: %1</source>
        <translation>Zonder dit filter: %1</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filters wissen</translation>
    </message>
    <message>
        <source>All chats with %1</source>
        <translation>Alle chats met %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 tot en met %2</translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message numerus="yes">
        <source>Changed within %n days</source>
        <translation>
            <numerusform>Gewijzigd binnen %n dag</numerusform>
            <numerusform>Gewijzigd binnen %n dagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Without filters</source>
        <translation>Zonder filters</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Zoek in deze chat</translation>
    </message>
    <message>
        <source>Words to find in this chat</source>
        <translation>Woorden om in deze chat te zoeken</translation>
    </message>
    <message>
        <source>Earlier place</source>
        <translation>Eerdere plek</translation>
    </message>
    <message>
        <source>Later place</source>
        <translation>Latere plek</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Sluit de zoekbalk</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Niets</translation>
    </message>
</context>
<context>
    <name>FormPart</name>
    <message>
        <source>Nothing is asked: visitors just write.</source>
        <translation>Er wordt niets gevraagd: bezoekers schrijven gewoon.</translation>
    </message>
    <message>
        <source>Ask for the first name</source>
        <translation>Voornaam vragen</translation>
    </message>
    <message>
        <source>Ask for the e-mail address</source>
        <translation>E-mailadres vragen</translation>
    </message>
    <message>
        <source>Add another field</source>
        <translation>Ander veld toevoegen</translation>
    </message>
</context>
<context>
    <name>HandSheet</name>
    <message>
        <source>A lead sees it at once and can look along, write you a note or join. The visitor sees nothing.</source>
        <translation>Een teamleider ziet het meteen en kan meekijken, je een notitie schrijven of meepraten. De bezoeker ziet niets.</translation>
    </message>
    <message>
        <source>What you need, if you like</source>
        <translation>Wat je nodig hebt, als je wilt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Raise a hand</source>
        <translation>Hand opsteken</translation>
    </message>
</context>
<context>
    <name>HandingOver</name>
    <message>
        <source>You asked for help: “%1”</source>
        <translation>Je vroeg om hulp: “%1”</translation>
    </message>
    <message>
        <source>You asked for help</source>
        <translation>Je vroeg om hulp</translation>
    </message>
    <message>
        <source>A colleague is asked to take over: %1</source>
        <translation>Een collega is gevraagd over te nemen: %1</translation>
    </message>
    <message>
        <source>Offered to %1</source>
        <translation>Aangeboden aan %1</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>another department</source>
        <translation>een andere afdeling</translation>
    </message>
    <message>
        <source>Goes first</source>
        <translation>Gaat voor</translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message>
        <source>No note names you.</source>
        <translation>Geen notitie noemt jou.</translation>
    </message>
    <message>
        <source>Transfer the chat with %1</source>
        <translation>De chat met %1 doorzetten</translation>
    </message>
    <message>
        <source>Not sent, and kept for you: “%1”</source>
        <translation>Niet verstuurd, en voor jou bewaard: “%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n messages are not stored on the server yet.</source>
        <translation>
            <numerusform>%n bericht staat nog niet op de server.</numerusform>
            <numerusform>%n berichten staan nog niet op de server.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask for help with %1</source>
        <translation>Hulp vragen bij %1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>%1 has taken over the chat with %2.</source>
        <translation>%1 heeft de chat met %2 overgenomen.</translation>
    </message>
    <message>
        <source>%1 cannot take the chat with %2: “%3”. It is still yours.</source>
        <translation>%1 kan de chat met %2 niet overnemen: “%3”. Hij is nog van jou.</translation>
    </message>
    <message>
        <source>%1 cannot take the chat with %2. It is still yours.</source>
        <translation>%1 kan de chat met %2 niet overnemen. Hij is nog van jou.</translation>
    </message>
    <message>
        <source>Nobody answered to your offer to %1. The chat with %2 is still yours.</source>
        <translation>Er kwam geen antwoord van %1. De chat met %2 is nog van jou.</translation>
    </message>
    <message>
        <source>%1 names you in a note about %2: “%3”</source>
        <translation>%1 noemt je in een notitie over %2: “%3”</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lezen</translation>
    </message>
</context>
<context>
    <name>HandlingPlace</name>
    <message>
        <source>All your chats are done. Your shift can end.</source>
        <translation>Al je chats zijn klaar. Je dienst kan eindigen.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Uitloggen</translation>
    </message>
    <message>
        <source>Nobody is waiting in the queue.</source>
        <translation>Er wacht niemand in de wachtrij.</translation>
    </message>
</context>
<context>
    <name>HintRow</name>
    <message>
        <source>Products, with commas</source>
        <translation>Producten, met komma&apos;s</translation>
    </message>
    <message>
        <source>Products of hint %1</source>
        <translation>Producten van tip %1</translation>
    </message>
    <message>
        <source>Think of…</source>
        <translation>Denk aan…</translation>
    </message>
    <message>
        <source>What to think of, hint %1</source>
        <translation>Waaraan je denkt, tip %1</translation>
    </message>
    <message>
        <source>Take away hint %1</source>
        <translation>Tip %1 weghalen</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Revisions, newest first</source>
        <translation>Versies, nieuwste eerst</translation>
    </message>
    <message>
        <source>Put this one back</source>
        <translation>Deze terugzetten</translation>
    </message>
    <message>
        <source>Differences with what is written now</source>
        <translation>Verschillen met wat er nu staat</translation>
    </message>
    <message>
        <source>Revision %1 (−) compared with what is written now (+)</source>
        <translation>Versie %1 (−), vergeleken met wat er nu staat (+)</translation>
    </message>
    <message>
        <source>Revision %1 is what is written now</source>
        <translation>Versie %1 is wat er nu staat</translation>
    </message>
    <message>
        <source>This revision cannot be had now.</source>
        <translation>Deze versie is nu niet op te halen.</translation>
    </message>
    <message>
        <source>import</source>
        <translation>import</translation>
    </message>
    <message>
        <source>%1 took it away</source>
        <translation>%1 haalde het weg</translation>
    </message>
    <message>
        <source>%1 published it</source>
        <translation>%1 publiceerde het</translation>
    </message>
    <message>
        <source>%1, draft</source>
        <translation>%1, concept</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
</context>
<context>
    <name>HoursLine</name>
    <message>
        <source>Mon–Fri</source>
        <translation>Ma–vr</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Zaterdag</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Zondag</translation>
    </message>
    <message>
        <source>%1: open from</source>
        <translation>%1: open vanaf</translation>
    </message>
    <message>
        <source>%1: open until</source>
        <translation>%1: open tot</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>gesloten</translation>
    </message>
</context>
<context>
    <name>HoursPart</name>
    <message>
        <source>Always open</source>
        <translation>Altijd open</translation>
    </message>
    <message>
        <source>At these hours</source>
        <translation>Op deze uren</translation>
    </message>
    <message>
        <source>Hours are written like 09:00-12:30, 13:00-17:00. They do not overlap, and end at 24:00.</source>
        <translation>Schrijf uren zoals 09:00-12:30, 13:00-17:00. Ze overlappen niet en eindigen om 24:00.</translation>
    </message>
    <message>
        <source>One date is there twice.</source>
        <translation>Eén datum staat er twee keer.</translation>
    </message>
    <message>
        <source>There is no such time zone. One is written like Europe/Amsterdam.</source>
        <translation>Die tijdzone bestaat niet. Schrijf hem zoals Europe/Amsterdam.</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Gesloten</translation>
    </message>
    <message>
        <source>Hours on %1, empty when closed</source>
        <translation>Uren op %1, leeg bij gesloten</translation>
    </message>
    <message>
        <source>Such as 09:00-12:30, 13:00-17:00.</source>
        <translation>Zoals 09:00-12:30, 13:00-17:00.</translation>
    </message>
    <message>
        <source>Monday&apos;s hours for Tuesday to Friday</source>
        <translation>Uren van maandag ook voor dinsdag tot vrijdag</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tijdzone</translation>
    </message>
    <message>
        <source>Holidays and exceptions</source>
        <translation>Feestdagen en uitzonderingen</translation>
    </message>
    <message>
        <source>Year of the holidays</source>
        <translation>Jaar van de feestdagen</translation>
    </message>
    <message>
        <source>Fill in the Dutch public holidays of</source>
        <translation>Nederlandse feestdagen invullen van</translation>
    </message>
    <message>
        <source>Add a day</source>
        <translation>Dag toevoegen</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>cannot be read</source>
        <translation>is niet te lezen</translation>
    </message>
    <message>
        <source>is too large</source>
        <translation>is te groot</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>is geen UTF-8-tekst</translation>
    </message>
    <message>
        <source>has no front matter</source>
        <translation>heeft geen front matter</translation>
    </message>
    <message>
        <source>has front matter that cannot be read</source>
        <translation>heeft front matter die niet te lezen is</translation>
    </message>
    <message>
        <source>lacks a field</source>
        <translation>mist een veld</translation>
    </message>
    <message>
        <source>has a field that is not text</source>
        <translation>heeft een veld dat geen tekst is</translation>
    </message>
    <message>
        <source>has a field that is no list</source>
        <translation>heeft een veld dat geen lijst is</translation>
    </message>
    <message>
        <source>has a field that is too long</source>
        <translation>heeft een veld dat te lang is</translation>
    </message>
    <message>
        <source>has a key that cannot be</source>
        <translation>heeft een sleutel die niet kan</translation>
    </message>
    <message>
        <source>is in a language that is not used here</source>
        <translation>is in een taal die hier niet wordt gebruikt</translation>
    </message>
    <message>
        <source>has a date that cannot be read</source>
        <translation>heeft een datum die niet te lezen is</translation>
    </message>
    <message>
        <source>is there twice; the first one counts</source>
        <translation>staat er twee keer; de eerste telt</translation>
    </message>
    <message>
        <source>points to an article that is not in the import</source>
        <translation>verwijst naar een artikel dat niet in de import zit</translation>
    </message>
    <message>
        <source>is a kind of file that holds no articles</source>
        <translation>is een soort bestand zonder artikelen</translation>
    </message>
    <message>
        <source>has a name that leads elsewhere</source>
        <translation>heeft een naam die ergens anders heen leidt</translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation>is versleuteld</translation>
    </message>
    <message>
        <source>too many files or rows</source>
        <translation>te veel bestanden of rijen</translation>
    </message>
    <message>
        <source>has a row that cannot be read</source>
        <translation>heeft een rij die niet te lezen is</translation>
    </message>
    <message>
        <source>is not JSON that can be read</source>
        <translation>is geen leesbare JSON</translation>
    </message>
    <message>
        <source>holds no articles</source>
        <translation>bevat geen artikelen</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>is te diep genest</translation>
    </message>
    <message>
        <source>does not say for which site</source>
        <translation>zegt niet voor welke site</translation>
    </message>
    <message>
        <source>shows a picture of another website; it became a link</source>
        <translation>toont een afbeelding van een andere website; dat werd een link</translation>
    </message>
    <message>
        <source>shows a picture that is not in the import</source>
        <translation>toont een afbeelding die niet in de import zit</translation>
    </message>
    <message>
        <source>has a link that leads nowhere</source>
        <translation>heeft een link die nergens heen leidt</translation>
    </message>
    <message>
        <source>is a picture that the server does not take</source>
        <translation>is een afbeelding die de server niet aanneemt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>past niet</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Import articles</source>
        <translation>Artikelen importeren</translation>
    </message>
    <message>
        <source>Markdown, HTML, CSV or JSON: a file, a ZIP or a folder. Links and pictures come along.</source>
        <translation>Markdown, HTML, CSV of JSON: een bestand, een ZIP of een map. Links en afbeeldingen komen mee.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Kies een bestand…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Kies een map…</translation>
    </message>
    <message>
        <source>For the site</source>
        <translation>Voor de site</translation>
    </message>
    <message>
        <source>Language of articles that do not say theirs</source>
        <translation>Taal van artikelen die hun taal niet noemen</translation>
    </message>
    <message>
        <source>Publish at once; otherwise they are drafts</source>
        <translation>Meteen publiceren; anders worden het concepten</translation>
    </message>
    <message>
        <source>What did not fit</source>
        <translation>Wat niet paste</translation>
    </message>
    <message>
        <source>How far the import is</source>
        <translation>Hoe ver het importeren is</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importeren</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>Er is nog niets gekozen.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 lezen…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Choose what to import</source>
        <translation>Kies wat je wilt importeren</translation>
    </message>
    <message>
        <source>Articles (*.md *.markdown *.html *.htm *.csv *.json *.jsonl *.zip)</source>
        <translation>Artikelen (*.md *.markdown *.html *.htm *.csv *.json *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>Choose a folder to import</source>
        <translation>Kies een map om te importeren</translation>
    </message>
</context>
<context>
    <name>Insertions</name>
    <message>
        <source>Choose a picture</source>
        <translation>Kies een afbeelding</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.webp)</source>
        <translation>Afbeeldingen (*.png *.jpg *.jpeg *.gif *.webp)</translation>
    </message>
    <message>
        <source>Uploading a picture…</source>
        <translation>Afbeelding uploaden…</translation>
    </message>
    <message>
        <source>picture.png</source>
        <translation>afbeelding.png</translation>
    </message>
    <message>
        <source>The picture was uploaded, but another article is on screen now: insert it again there.</source>
        <translation>De afbeelding is geüpload, maar er staat nu een ander artikel op het scherm: voeg hem daar opnieuw in.</translation>
    </message>
    <message>
        <source>What is to be seen here</source>
        <translation>Wat hier te zien is</translation>
    </message>
    <message>
        <source>This picture is larger than 20 MB. Make it smaller first.</source>
        <translation>Deze afbeelding is groter dan 20 MB. Maak hem eerst kleiner.</translation>
    </message>
    <message>
        <source>Only pictures can stand in an article: PNG, JPEG, GIF or WebP.</source>
        <translation>In een artikel kunnen alleen afbeeldingen staan: PNG, JPEG, GIF of WebP.</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>Deze afbeelding is niet te lezen.</translation>
    </message>
    <message>
        <source>An article holds at most 200,000 characters.</source>
        <translation>In een artikel passen hoogstens 200.000 tekens.</translation>
    </message>
</context>
<context>
    <name>InstallPart</name>
    <message>
        <source>The chat&apos;s tag</source>
        <translation>De tag van de chat</translation>
    </message>
    <message>
        <source>Put this before &lt;/body&gt; on every page</source>
        <translation>Zet dit vóór &lt;/body&gt; op elke pagina</translation>
    </message>
    <message>
        <source>The page&apos;s own security policy has to allow this server: script-src and connect-src.</source>
        <translation>Het beveiligingsbeleid van de pagina moet deze server toestaan: script-src en connect-src.</translation>
    </message>
    <message>
        <source>Look whether it is there</source>
        <translation>Kijken of hij er staat</translation>
    </message>
    <message>
        <source>Performance badge</source>
        <translation>Prestatiebadge</translation>
    </message>
    <message>
        <source>Show satisfaction and on-time figures of the last 30 days to everybody</source>
        <translation>Tevredenheid en antwoorden op tijd van de laatste 30 dagen aan iedereen tonen</translation>
    </message>
    <message>
        <source>The badge&apos;s tag</source>
        <translation>De tag van de badge</translation>
    </message>
    <message>
        <source>Known customers</source>
        <translation>Bekende klanten</translation>
    </message>
    <message>
        <source>With a key, your shop&apos;s own server can vouch for customers who are signed in there. Keep it on that server: whoever has it can be anybody&apos;s customer.</source>
        <translation>Met een sleutel kan de server van je winkel instaan voor klanten die daar zijn ingelogd. Bewaar hem op die server: wie hem heeft, kan zich voor elke klant uitgeven.</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>De nieuwe sleutel</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Even kijken…</translation>
    </message>
    <message>
        <source>The keys cannot be read now.</source>
        <translation>De sleutels zijn nu niet te lezen.</translation>
    </message>
    <message>
        <source>This is shown once. Copy it to your shop&apos;s server now; the key before it goes on to serve.</source>
        <translation>Dit zie je één keer. Kopieer het nu naar de server van je winkel; de vorige sleutel blijft ook werken.</translation>
    </message>
    <message>
        <source>This is shown once. Copy it to your shop&apos;s server now.</source>
        <translation>Dit zie je één keer. Kopieer het nu naar de server van je winkel.</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <translation>Nieuwe sleutel maken</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Sleutel maken</translation>
    </message>
    <message>
        <source>Allow this origin</source>
        <translation>Dit adres toestaan</translation>
    </message>
    <message>
        <source>End this key</source>
        <translation>Sleutel beëindigen</translation>
    </message>
</context>
<context>
    <name>InviteSheet</name>
    <message>
        <source>It is shown in the chat widget, quietly and once. You hear of it only when the visitor answers.</source>
        <translation>Ze verschijnt in de chatwidget, stil en één keer. Je hoort er pas van als de bezoeker antwoordt.</translation>
    </message>
    <message>
        <source>What the visitor reads</source>
        <translation>Wat de bezoeker leest</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Uitnodigen</translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>%n teken te veel</numerusform>
            <numerusform>%n tekens te veel</numerusform>
        </translation>
    </message>
    <message>
        <source>The visitor&apos;s name is not known: write to a guest.</source>
        <translation>De naam van de bezoeker is niet bekend: schrijf aan een gast.</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%n new message(s), go to the newest</source>
        <translation>
            <numerusform>%n nieuw bericht, ga naar het nieuwste</numerusform>
            <numerusform>%n nieuwe berichten, ga naar het nieuwste</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest</source>
        <translation>Ga naar het nieuwste</translation>
    </message>
</context>
<context>
    <name>KeptList</name>
    <message>
        <source>Kept on this computer</source>
        <translation>Bewaard op deze computer</translation>
    </message>
    <message>
        <source>Not on the server yet. It goes out by itself, except where it waits for you.</source>
        <translation>Nog niet op de server. Het gaat vanzelf weg, behalve waar het op jou wacht.</translation>
    </message>
    <message>
        <source>Everything you wrote is on the server.</source>
        <translation>Alles wat je schreef staat op de server.</translation>
    </message>
    <message>
        <source>A chat</source>
        <translation>Een chat</translation>
    </message>
    <message>
        <source>Draft in a chat that is no longer with you</source>
        <translation>Concept in een chat die niet meer bij jou is</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>Press a key…</source>
        <translation>Druk op een toets…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>%1: %2. Press to change</source>
        <translation>%1: %2. Druk om te wijzigen</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>Show and print all keys</source>
        <translation>Alle toetsen tonen en afdrukken</translation>
    </message>
    <message>
        <source>Put all keys back</source>
        <translation>Zet alle toetsen terug</translation>
    </message>
    <message>
        <source>Choose an action, then press the key you want for it. Backspace takes the key away.</source>
        <translation>Kies een actie en druk op de toets die je ervoor wilt. Backspace haalt de toets weg.</translation>
    </message>
    <message>
        <source>Put back the key of: %1</source>
        <translation>Zet de toets terug van: %1</translation>
    </message>
    <message>
        <source>%1 already does “%2”. Give that another key first.</source>
        <translation>%1 doet al “%2”. Geef dat eerst een andere toets.</translation>
    </message>
    <message>
        <source>%1 would get in the way of writing. Take one with Ctrl, or a function key.</source>
        <translation>%1 zit in de weg bij het schrijven. Neem er een met Ctrl, of een functietoets.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>geen toets</translation>
    </message>
    <message>
        <source>All keys are back as they were at first.</source>
        <translation>Alle toetsen zijn weer zoals in het begin.</translation>
    </message>
</context>
<context>
    <name>KnowledgeInChat</name>
    <message>
        <source>There is no answer of yours in this chat yet.</source>
        <translation>Er staat nog geen antwoord van jou in dit gesprek.</translation>
    </message>
    <message>
        <source>Make an article of this text</source>
        <translation>Maak een artikel van deze tekst</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>Knowledge</source>
        <translation>Kennis</translation>
    </message>
    <message>
        <source>Search by meaning too</source>
        <translation>Ook op betekenis zoeken</translation>
    </message>
    <message>
        <source>Finds articles that say it in other words, and Dutch articles for a question in English. A small model does this on this computer alone, in about 180 MB of memory, after some minutes of quiet work.</source>
        <translation>Vindt artikelen die het met andere woorden zeggen, en Nederlandse artikelen bij een vraag in het Engels. Dat doet een klein model op deze computer zelf, in ongeveer 180 MB geheugen, na enkele minuten rustig rekenen.</translation>
    </message>
    <message>
        <source>Not available here: the extra part “sense” of the program is not installed.</source>
        <translation>Hier niet beschikbaar: het extra onderdeel “sense” van het programma is niet geïnstalleerd.</translation>
    </message>
    <message>
        <source>%1 of %2 articles are read. Until then words alone count.</source>
        <translation>%1 van %2 artikelen zijn gelezen. Tot dan tellen alleen woorden.</translation>
    </message>
    <message numerus="yes">
        <source>%n articles are read.</source>
        <translation>
            <numerusform>%n artikel is gelezen.</numerusform>
            <numerusform>%n artikelen zijn gelezen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnowledgeScreen</name>
    <message>
        <source>Open an article with an address first.</source>
        <translation>Open eerst een artikel met een adres.</translation>
    </message>
    <message>
        <source>Open an article with facts first.</source>
        <translation>Open eerst een artikel met feiten.</translation>
    </message>
    <message>
        <source>Select words in an article first.</source>
        <translation>Selecteer eerst woorden in een artikel.</translation>
    </message>
    <message>
        <source>%1 in %2 ms</source>
        <translation>%1 in %2 ms</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>Try another word for it, or fewer words.</source>
        <translation>Probeer een ander woord, of minder woorden.</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n artikel</numerusform>
            <numerusform>%n artikelen</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading articles…</source>
        <translation>Artikelen laden…</translation>
    </message>
    <message>
        <source>They come from the server and are kept here.</source>
        <translation>Ze komen van de server en worden hier bewaard.</translation>
    </message>
    <message>
        <source>No articles on this machine yet</source>
        <translation>Nog geen artikelen op deze computer</translation>
    </message>
    <message>
        <source>They come with the next connection, and then stay.</source>
        <translation>Ze komen met de volgende verbinding, en blijven dan.</translation>
    </message>
    <message>
        <source>No articles in %1 yet</source>
        <translation>Nog geen artikelen in het %1</translation>
    </message>
    <message>
        <source>What is written for this site shows up here.</source>
        <translation>Wat voor deze site wordt geschreven, staat hier.</translation>
    </message>
    <message>
        <source>Look in %1</source>
        <translation>Kijk in het %1</translation>
    </message>
</context>
<context>
    <name>KnowledgeView</name>
    <message>
        <source>KNOWLEDGE BASE</source>
        <translation>KENNISBANK</translation>
    </message>
    <message>
        <source>Search articles</source>
        <translation>Zoek artikelen</translation>
    </message>
    <message>
        <source>Search the knowledge base</source>
        <translation>Zoek in de kennisbank</translation>
    </message>
    <message>
        <source>Nothing good found?</source>
        <translation>Niets goeds gevonden?</translation>
    </message>
    <message>
        <source>Tells the editors which question has no good article</source>
        <translation>Geeft aan de redactie door welke vraag geen goed artikel heeft</translation>
    </message>
    <message>
        <source>Filter by tag or date</source>
        <translation>Filteren op label of datum</translation>
    </message>
    <message>
        <source>all sites</source>
        <translation>alle sites</translation>
    </message>
    <message>
        <source>shown for: %1</source>
        <translation>getoond voor: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more articles: search to find them</source>
        <translation>
            <numerusform>nog %n artikel: zoek om het te vinden</numerusform>
            <numerusform>nog %n artikelen: zoek om ze te vinden</numerusform>
        </translation>
    </message>
    <message>
        <source>Why this order? Point at an article, or step to it.</source>
        <translation>Waarom deze volgorde? Wijs een artikel aan, of ga ernaartoe.</translation>
    </message>
    <message>
        <source>Articles in %1</source>
        <translation>Artikelen in het %1</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Stay</source>
        <translation>Blijven</translation>
    </message>
    <message numerus="yes">
        <source>%n chats are no longer with you: %1</source>
        <translation>
            <numerusform>%n chat is niet meer bij jou: %1</numerusform>
            <numerusform>%n chats zijn niet meer bij jou: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The server uses something this console does not know yet. Please update the console.</source>
        <translation>De server gebruikt iets wat deze console nog niet kent. Werk de console bij.</translation>
    </message>
    <message numerus="yes">
        <source>%n chats are still open. Hand them over, and they wait at the front of the queue.</source>
        <translation>
            <numerusform>Er is nog %n chat open. Draag hem over, dan wacht hij vooraan in de wachtrij.</numerusform>
            <numerusform>Er zijn nog %n chats open. Draag ze over, dan wachten ze vooraan in de wachtrij.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats are still open.</source>
        <translation>
            <numerusform>Er is nog %n chat open.</numerusform>
            <numerusform>Er zijn nog %n chats open.</numerusform>
        </translation>
    </message>
    <message>
        <source>Otherwise what you have not answered goes to the queue after %1, the rest after %2.</source>
        <translation>Anders gaat wat je niet hebt beantwoord na %1 naar de wachtrij, de rest na %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages are not sent yet. They are kept and sent when you sign in again.</source>
        <translation>
            <numerusform>%n bericht is nog niet verstuurd. Het blijft bewaard en gaat weg als je weer inlogt.</numerusform>
            <numerusform>%n berichten zijn nog niet verstuurd. Ze blijven bewaard en gaan weg als je weer inlogt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending your shift</source>
        <translation>Einde van je dienst</translation>
    </message>
    <message numerus="yes">
        <source>No new chats come to you now. %n chats are still open.</source>
        <translation>
            <numerusform>Er komen nu geen nieuwe chats meer bij. Er is nog %n chat open.</numerusform>
            <numerusform>Er komen nu geen nieuwe chats meer bij. Er zijn nog %n chats open.</numerusform>
        </translation>
    </message>
    <message>
        <source>All your chats are done. Your shift can end.</source>
        <translation>Al je chats zijn klaar. Je dienst kan eindigen.</translation>
    </message>
    <message>
        <source>Back to work</source>
        <translation>Terug aan het werk</translation>
    </message>
    <message>
        <source>Give all to the queue</source>
        <translation>Alles naar de wachtrij</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Uitloggen</translation>
    </message>
    <message>
        <source>The chats could not be handed over. You are still here.</source>
        <translation>De chats konden niet worden overgedragen. Je bent er nog.</translation>
    </message>
    <message>
        <source>The chat with %1 is in the queue again.</source>
        <translation>De chat met %1 staat weer in de wachtrij.</translation>
    </message>
    <message>
        <source>The chat with %1 was closed.</source>
        <translation>De chat met %1 is afgesloten.</translation>
    </message>
    <message>
        <source>The chat with %1 is with %2 now.</source>
        <translation>De chat met %1 is nu bij %2.</translation>
    </message>
    <message>
        <source>The chat with %1 is in the queue again: you were away.</source>
        <translation>De chat met %1 staat weer in de wachtrij: je was weg.</translation>
    </message>
    <message>
        <source>The chat with %1 was closed while you were away.</source>
        <translation>De chat met %1 is afgesloten terwijl je weg was.</translation>
    </message>
    <message>
        <source>The chat with %1 is with %2 now: you were away.</source>
        <translation>De chat met %1 is nu bij %2: je was weg.</translation>
    </message>
    <message>
        <source>in the queue</source>
        <translation>in de wachtrij</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>afgesloten</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>bij %1</translation>
    </message>
</context>
<context>
    <name>LeftText</name>
    <message>
        <source>Your text was not sent. It is kept here until you discard it.</source>
        <translation>Je tekst is niet verstuurd. Hij blijft hier bewaard tot je hem weggooit.</translation>
    </message>
    <message>
        <source>Text that was not sent</source>
        <translation>Tekst die niet is verstuurd</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Tekst kopiëren</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Weggooien</translation>
    </message>
</context>
<context>
    <name>LineList</name>
    <message>
        <source>Add: %1</source>
        <translation>Toevoegen: %1</translation>
    </message>
    <message>
        <source>Move up: %1</source>
        <translation>Omhoog: %1</translation>
    </message>
    <message>
        <source>Move down: %1</source>
        <translation>Omlaag: %1</translation>
    </message>
    <message>
        <source>Take away: %1</source>
        <translation>Weghalen: %1</translation>
    </message>
</context>
<context>
    <name>LinkList</name>
    <message>
        <source>Related articles</source>
        <translation>Verwante artikelen</translation>
    </message>
    <message>
        <source>Add a related article…</source>
        <translation>Verwant artikel toevoegen…</translation>
    </message>
    <message>
        <source>Take away the related article</source>
        <translation>Het verwante artikel weghalen</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>Link to a page</source>
        <translation>Link naar een pagina</translation>
    </message>
    <message>
        <source>Address, such as https://…</source>
        <translation>Adres, zoals https://…</translation>
    </message>
    <message>
        <source>Words to click on</source>
        <translation>Woorden om op te klikken</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Invoegen</translation>
    </message>
</context>
<context>
    <name>LookAlongView</name>
    <message>
        <source>Look along</source>
        <translation>Meekijken</translation>
    </message>
    <message>
        <source>Whisper to the agent: the visitor never sees it</source>
        <translation>Fluister naar de medewerker: de bezoeker ziet het nooit</translation>
    </message>
    <message>
        <source>Whisper to the agent</source>
        <translation>Fluisteren naar de medewerker</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>Fluisteren</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Meedoen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Overnemen</translation>
    </message>
    <message>
        <source>Give to…</source>
        <translation>Geven aan…</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Hand omlaag</translation>
    </message>
    <message>
        <source>Leave the chat</source>
        <translation>Chat verlaten</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>General</source>
        <translation>Algemeen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Zoals het systeem</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>The console speaks the new language after you close and start it again.</source>
        <translation>De console spreekt de nieuwe taal nadat je hem hebt afgesloten en opnieuw gestart.</translation>
    </message>
</context>
<context>
    <name>LookSheet</name>
    <message>
        <source>Not yet</source>
        <translation>Nog niet</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Afslaan</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aannemen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Offered to you</source>
        <translation>Aan jou aangeboden</translation>
    </message>
    <message>
        <source>A colleague&apos;s chat</source>
        <translation>Chat van een collega</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>Note for the team</source>
        <translation>Notitie voor het team</translation>
    </message>
    <message>
        <source>Leave a note for the team…</source>
        <translation>Laat een notitie voor het team achter…</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Notitie bewaren</translation>
    </message>
    <message>
        <source>This chat cannot be shown now</source>
        <translation>Deze chat kan nu niet worden getoond</translation>
    </message>
    <message>
        <source>The server did not answer, or the chat is not for you any more.</source>
        <translation>De server gaf geen antwoord, of de chat is niet meer voor jou.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Offered to you: %1</source>
        <translation>Aan jou aangeboden: %1</translation>
    </message>
    <message>
        <source>Chat with %1</source>
        <translation>Chat met %1</translation>
    </message>
    <message>
        <source>%1 does not react, the visitor waits.</source>
        <translation>%1 reageert niet, de bezoeker wacht.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Van %1</translation>
    </message>
    <message>
        <source>Goes first</source>
        <translation>Gaat voor</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>nog %1</translation>
    </message>
    <message>
        <source>It is not offered to you any more.</source>
        <translation>Hij wordt je niet meer aangeboden.</translation>
    </message>
    <message>
        <source>The note is saved.</source>
        <translation>De notitie is bewaard.</translation>
    </message>
    <message>
        <source>The note was not saved. It stays here: try again.</source>
        <translation>De notitie is niet bewaard. Hij blijft hier staan: probeer het opnieuw.</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>Look along</source>
        <translation>Meekijken</translation>
    </message>
    <message>
        <source>Choose a chat to read along live and to help.</source>
        <translation>Kies een chat om live mee te lezen en te helpen.</translation>
    </message>
    <message>
        <source>This chat cannot be shown</source>
        <translation>Deze chat kan niet worden getoond</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Open the chat</source>
        <translation>Gesprek openen</translation>
    </message>
    <message>
        <source>Your own chat</source>
        <translation>Je eigen chat</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>This chat has been closed.</source>
        <translation>Deze chat is gesloten.</translation>
    </message>
    <message>
        <source>Nobody else is there</source>
        <translation>Er is verder niemand</translation>
    </message>
</context>
<context>
    <name>MailSheet</name>
    <message>
        <source>The conversation, as the visitor saw it</source>
        <translation>Het gesprek, zoals de bezoeker het zag</translation>
    </message>
    <message>
        <source>A note from you, which also stands in the chat</source>
        <translation>Een berichtje van jou, dat ook in het gesprek staat</translation>
    </message>
    <message>
        <source>Your note to the visitor</source>
        <translation>Je berichtje aan de bezoeker</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-mailadres</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Versturen</translation>
    </message>
    <message>
        <source>Write a note first.</source>
        <translation>Schrijf eerst een berichtje.</translation>
    </message>
    <message>
        <source>This is not an e-mail address that can be sent to.</source>
        <translation>Naar dit e-mailadres kan niets worden verstuurd.</translation>
    </message>
</context>
<context>
    <name>Mailing</name>
    <message>
        <source>This server sends no e-mail: no mail server is set up.</source>
        <translation>Deze server verstuurt geen e-mail: er is geen mailserver ingesteld.</translation>
    </message>
    <message>
        <source>E-mail to %1</source>
        <translation>E-mail aan %1</translation>
    </message>
    <message>
        <source>The e-mail to %1 is on its way.</source>
        <translation>De mail naar %1 is onderweg.</translation>
    </message>
    <message>
        <source>Nothing was sent: so much e-mail was asked for today already.</source>
        <translation>Er is niets verstuurd: er is vandaag al te veel e-mail gevraagd.</translation>
    </message>
    <message>
        <source>Nothing was sent: the server does not take this address or note.</source>
        <translation>Er is niets verstuurd: de server accepteert dit adres of berichtje niet.</translation>
    </message>
    <message>
        <source>Nothing was sent: this chat is not there any more.</source>
        <translation>Er is niets verstuurd: dit gesprek is er niet meer.</translation>
    </message>
    <message>
        <source>Nothing was sent: there is no connection. Try again in a moment.</source>
        <translation>Er is niets verstuurd: er is geen verbinding. Probeer het zo nog eens.</translation>
    </message>
    <message>
        <source>The e-mail to %1 was sent.</source>
        <translation>De mail naar %1 is verstuurd.</translation>
    </message>
    <message>
        <source>The e-mail to %1 could not be delivered.</source>
        <translation>De mail naar %1 kon niet worden bezorgd.</translation>
    </message>
</context>
<context>
    <name>MarkdownBox</name>
    <message>
        <source>Text of the article, in Markdown</source>
        <translation>Tekst van het artikel, in Markdown</translation>
    </message>
    <message>
        <source>Write the answer as you would say it to one visitor.</source>
        <translation>Schrijf het antwoord zoals je het aan één bezoeker zou zeggen.</translation>
    </message>
</context>
<context>
    <name>MissingList</name>
    <message>
        <source>Questions without an article</source>
        <translation>Vragen zonder artikel</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schrijf het</translation>
    </message>
    <message>
        <source>Close the question</source>
        <translation>Sluit de vraag</translation>
    </message>
</context>
<context>
    <name>MissingModel</name>
    <message numerus="yes">
        <source>asked %n times</source>
        <translation>
            <numerusform>%n keer gevraagd</numerusform>
            <numerusform>%n keer gevraagd</numerusform>
        </translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>door %1</translation>
    </message>
</context>
<context>
    <name>MissingReports</name>
    <message>
        <source>Open a chat first: it says for which site an article is missing.</source>
        <translation>Open eerst een gesprek: dat zegt voor welke site er een artikel ontbreekt.</translation>
    </message>
    <message>
        <source>Nothing is asked in this chat, and nothing was searched for.</source>
        <translation>In dit gesprek is niets gevraagd, en er is niets gezocht.</translation>
    </message>
    <message>
        <source>This could not be noted on this computer.</source>
        <translation>Dit kon op deze computer niet worden genoteerd.</translation>
    </message>
    <message>
        <source>Noted for the editors: “%1”</source>
        <translation>Genoteerd voor de redactie: “%1”</translation>
    </message>
    <message>
        <source>Noted for the editors, sent with the next connection: “%1”</source>
        <translation>Genoteerd voor de redactie, gaat mee met de volgende verbinding: “%1”</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>The editors have it already.</source>
        <translation>De redactie heeft het al.</translation>
    </message>
</context>
<context>
    <name>MixUpGuard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>things of other visitors</comment>
        <translation>
            <numerusform>en nog %n</numerusform>
            <numerusform>en nog %n</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is the name of another open chat</source>
        <translation>“%1” is de naam van een andere open chat</translation>
    </message>
    <message>
        <source>“%1” is the name of another open chat: %2</source>
        <translation>“%1” is de naam van een andere open chat: %2</translation>
    </message>
    <message>
        <source>“%1” is the e-mail address of another open chat: %2</source>
        <translation>“%1” is het e-mailadres van een andere open chat: %2</translation>
    </message>
    <message>
        <source>“%1” is an order number of another open chat: %2</source>
        <translation>“%1” is een bestelnummer van een andere open chat: %2</translation>
    </message>
    <message>
        <source>“%1” is the site of another open chat: %2</source>
        <translation>“%1” is de site van een andere open chat: %2</translation>
    </message>
    <message>
        <source>This chat is with %1 (%2).</source>
        <translation>Deze chat is met %1 (%2).</translation>
    </message>
    <message>
        <source>%1 (%2) is your chat %3.</source>
        <translation>%1 (%2) is jouw chat %3.</translation>
    </message>
    <message>
        <source>%1 (%2) is open too.</source>
        <translation>%1 (%2) staat ook open.</translation>
    </message>
    <message>
        <source>Change the text, or press Enter again to send it as it is.</source>
        <translation>Wijzig de tekst, of druk nog eens op Enter om hem zo te versturen.</translation>
    </message>
</context>
<context>
    <name>MixUpNotice</name>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Toch versturen</translation>
    </message>
</context>
<context>
    <name>NameCompletion</name>
    <message>
        <source>Colleagues to name</source>
        <translation>Collega&apos;s om te noemen</translation>
    </message>
</context>
<context>
    <name>NavigationColumn</name>
    <message numerus="yes">
        <source>Chats, %n waiting for your answer</source>
        <translation>
            <numerusform>Chats, %n wacht op je antwoord</numerusform>
            <numerusform>Chats, %n wachten op je antwoord</numerusform>
        </translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>My status</source>
        <translation>Mijn status</translation>
    </message>
    <message>
        <source>Knowledge base</source>
        <translation>Kennisbank</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Voorkeuren</translation>
    </message>
</context>
<context>
    <name>NewSiteSheet</name>
    <message>
        <source>New site</source>
        <translation>Nieuwe site</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Id, which stands in the tag and stays</source>
        <translation>Id; staat in de tag en blijft zo</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Afdeling</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Make the site</source>
        <translation>Site maken</translation>
    </message>
    <message>
        <source>An id is made of small letters, digits and hyphens.</source>
        <translation>Een id bestaat uit kleine letters, cijfers en streepjes.</translation>
    </message>
    <message>
        <source>There is a site of this id.</source>
        <translation>Er is al een site met dit id.</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>Close this notice</source>
        <translation>Sluit deze melding</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Withdraw</source>
        <translation>Intrekken</translation>
    </message>
    <message>
        <source>Withdraw the offer</source>
        <translation>Het aanbod intrekken</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Omlaag</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>Hand omlaag</translation>
    </message>
</context>
<context>
    <name>OpenChats</name>
    <message>
        <source>Chats that are still open</source>
        <translation>Chats die nog open zijn</translation>
    </message>
    <message>
        <source>a draft waits</source>
        <translation>er wacht een concept</translation>
    </message>
    <message numerus="yes">
        <source>%n messages not sent</source>
        <translation>
            <numerusform>%n bericht niet verstuurd</numerusform>
            <numerusform>%n berichten niet verstuurd</numerusform>
        </translation>
    </message>
    <message>
        <source>offered, nobody has accepted yet</source>
        <translation>aangeboden, nog niemand heeft aangenomen</translation>
    </message>
</context>
<context>
    <name>PageSheet</name>
    <message>
        <source>The visitor is asked first, and sees the title and the real address. Only pages of the site itself.</source>
        <translation>De bezoeker krijgt eerst de vraag, met de titel en het echte adres. Alleen pagina&apos;s van de site zelf.</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adres van de pagina</translation>
    </message>
    <message>
        <source>Pages at hand</source>
        <translation>Pagina&apos;s bij de hand</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Ask the visitor</source>
        <translation>Aan de bezoeker vragen</translation>
    </message>
    <message>
        <source>This is no address of a web page.</source>
        <translation>Dit is geen adres van een webpagina.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Articles</source>
        <translation>Artikelen</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Bezoekers</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archief</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>Staffing</source>
        <translation>Bezetting</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
</context>
<context>
    <name>PendingStrip</name>
    <message>
        <source>Files to send</source>
        <translation>Te versturen bestanden</translation>
    </message>
    <message>
        <source>Do not send %1</source>
        <translation>Verstuur %1 niet</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Picture</source>
        <translation>Afbeelding</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Opslaan als…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>[name]</source>
        <translation>[naam]</translation>
    </message>
    <message>
        <source>[e-mail address]</source>
        <translation>[e-mailadres]</translation>
    </message>
    <message>
        <source>[telephone number]</source>
        <translation>[telefoonnummer]</translation>
    </message>
    <message>
        <source>[order number]</source>
        <translation>[bestelnummer]</translation>
    </message>
    <message>
        <source>[address]</source>
        <translation>[adres]</translation>
    </message>
    <message>
        <source>[number]</source>
        <translation>[nummer]</translation>
    </message>
    <message>
        <source>The practice case is saved for the team.</source>
        <translation>De oefening is bewaard voor het team.</translation>
    </message>
    <message>
        <source>The server did not take it. Try again in a moment.</source>
        <translation>De server nam het niet aan. Probeer het zo nog eens.</translation>
    </message>
</context>
<context>
    <name>PracticeBand</name>
    <message>
        <source>Practice: nothing here counts</source>
        <translation>Oefenen: niets hier telt mee</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Debrief</source>
        <translation>Nabespreking</translation>
    </message>
    <message>
        <source>End practice</source>
        <translation>Stoppen met oefenen</translation>
    </message>
    <message numerus="yes">
        <source>Nothing here counts. %n visitors are here or still to come.</source>
        <translation>
            <numerusform>Niets hier telt mee. Er is nog %n bezoeker, hier of onderweg.</numerusform>
            <numerusform>Niets hier telt mee. Er zijn nog %n bezoekers, hier of onderweg.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing here counts. All visitors have left: wrap up and look at the debrief.</source>
        <translation>Niets hier telt mee. Alle bezoekers zijn weg: rond af en bekijk de nabespreking.</translation>
    </message>
    <message numerus="yes">
        <source>%n real chats wait</source>
        <translation>
            <numerusform>%n echte chat wacht</numerusform>
            <numerusform>%n echte chats wachten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Practising</name>
    <message>
        <source>The team&apos;s own cases cannot be had now.</source>
        <translation>De oefeningen van het team zijn nu niet op te halen.</translation>
    </message>
    <message>
        <source>The case could not be removed now.</source>
        <translation>De oefening kon nu niet worden verwijderd.</translation>
    </message>
    <message>
        <source>Practice is being prepared…</source>
        <translation>Het oefenen wordt klaargezet…</translation>
    </message>
    <message>
        <source>Practice cannot be opened on this computer now.</source>
        <translation>Oefenen kan nu niet op deze computer.</translation>
    </message>
    <message>
        <source>The debrief is saved as %1.</source>
        <translation>De nabespreking is bewaard als %1.</translation>
    </message>
    <message>
        <source>The debrief could not be saved. Choose another place.</source>
        <translation>De nabespreking kon niet worden bewaard. Kies een andere plek.</translation>
    </message>
    <message>
        <source>All practice visitors have left. Wrap up your chats, then look at the debrief.</source>
        <translation>Alle oefenbezoekers zijn weg. Rond je chats af en bekijk dan de nabespreking.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Voorkeuren</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Onderdelen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Algemeen</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Streeftijden</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Apparaten</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schrijven</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Kennis</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Aanwezigheid</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>PresenceNotices</name>
    <message>
        <source>Stay busy</source>
        <translation>Bezet blijven</translation>
    </message>
    <message>
        <source>Stay on a break</source>
        <translation>Pauze houden</translation>
    </message>
    <message>
        <source>You are set to a break, because the screen is locked. It ends when you are back.</source>
        <translation>Je staat op pauze, omdat het scherm vergrendeld is. Dat eindigt zodra je terug bent.</translation>
    </message>
    <message numerus="yes">
        <source>You are set to busy after %n minutes. It ends when you are back.</source>
        <translation>
            <numerusform>Je staat na %n minuut op bezet. Dat eindigt zodra je terug bent.</numerusform>
            <numerusform>Je staat na %n minuten op bezet. Dat eindigt zodra je terug bent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You are set to a break after %n minutes. It ends when you are back.</source>
        <translation>
            <numerusform>Je staat na %n minuut op pauze. Dat eindigt zodra je terug bent.</numerusform>
            <numerusform>Je staat na %n minuten op pauze. Dat eindigt zodra je terug bent.</numerusform>
        </translation>
    </message>
    <message>
        <source>You were set to a break while the screen was locked; you are online again.</source>
        <translation>Je stond op pauze zolang het scherm vergrendeld was; je bent weer online.</translation>
    </message>
    <message numerus="yes">
        <source>You were set to busy after %n minutes; you are online again.</source>
        <translation>
            <numerusform>Na %n minuut stond je op bezet; je bent weer online.</numerusform>
            <numerusform>Na %n minuten stond je op bezet; je bent weer online.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You were set to a break after %n minutes; you are online again.</source>
        <translation>
            <numerusform>Na %n minuut stond je op pauze; je bent weer online.</numerusform>
            <numerusform>Na %n minuten stond je op pauze; je bent weer online.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresencePage</name>
    <message>
        <source>Presence</source>
        <translation>Aanwezigheid</translation>
    </message>
    <message>
        <source>Set me to busy after</source>
        <translation>Zet me op bezet na</translation>
    </message>
    <message>
        <source>Set me to a break after</source>
        <translation>Zet me op pauze na</translation>
    </message>
    <message>
        <source>Set me to a break at once when the screen is locked</source>
        <translation>Zet me meteen op pauze als het scherm vergrendeld is</translation>
    </message>
    <message>
        <source>Counted from the last key or movement of the pointer, and only while you are online. You get your status back when you return; a status that you choose yourself is left alone.</source>
        <translation>Geteld vanaf de laatste toets of muisbeweging, en alleen als je online bent. Je krijgt je status terug zodra je er weer bent; van een status die je zelf kiest, blijft het programma af.</translation>
    </message>
    <message>
        <source>The server is told whether you are active, idle for half a minute, or your screen is locked, so that it can offer a chat to somebody else in time. It keeps only the present state and stores none of it. Your team lead can see whether your screen is locked now.</source>
        <translation>De server hoort of je bezig bent, een halve minuut niets doet of je scherm vergrendeld hebt, zodat een chat op tijd naar een ander kan. Hij onthoudt alleen de stand van nu en slaat er niets van op. Je teamleider ziet of je scherm nu vergrendeld is.</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minuut</numerusform>
            <numerusform>%n minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nooit</translation>
    </message>
    <message>
        <source>What this computer tells is not known yet.</source>
        <translation>Wat deze computer meldt, is nog niet bekend.</translation>
    </message>
    <message>
        <source>This computer tells when it is used and when its screen is locked.</source>
        <translation>Deze computer meldt wanneer hij gebruikt wordt en wanneer het scherm vergrendeld is.</translation>
    </message>
    <message>
        <source>This computer tells when it is used, but not when its screen is locked.</source>
        <translation>Deze computer meldt wanneer hij gebruikt wordt, maar niet wanneer het scherm vergrendeld is.</translation>
    </message>
    <message>
        <source>This computer does not tell when it is used: only what you do in this program counts.</source>
        <translation>Deze computer meldt niet wanneer hij gebruikt wordt: alleen wat je in dit programma doet, telt.</translation>
    </message>
    <message>
        <source>It does tell when its screen is locked.</source>
        <translation>Wel meldt hij wanneer het scherm vergrendeld is.</translation>
    </message>
    <message>
        <source>Nor does it tell when its screen is locked.</source>
        <translation>Ook meldt hij niet wanneer het scherm vergrendeld is.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
</context>
<context>
    <name>PreviousChatView</name>
    <message>
        <source>Earlier chat</source>
        <translation>Eerdere chat</translation>
    </message>
    <message>
        <source>Show in the archive</source>
        <translation>Tonen in het archief</translation>
    </message>
    <message>
        <source>Make a practice case…</source>
        <translation>Oefening maken…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Earlier chat with %1</source>
        <translation>Eerdere chat met %1</translation>
    </message>
    <message>
        <source>%1 · answered by %2</source>
        <translation>%1 · beantwoord door %2</translation>
    </message>
</context>
<context>
    <name>PrivacyMenu</name>
    <message>
        <source>What is kept of this visitor</source>
        <translation>Wat van deze bezoeker is bewaard</translation>
    </message>
    <message>
        <source>Export what is kept…</source>
        <translation>Exporteren wat is bewaard…</translation>
    </message>
    <message>
        <source>Erase this visitor…</source>
        <translation>Deze bezoeker wissen…</translation>
    </message>
    <message>
        <source>What is erased by itself…</source>
        <translation>Wat vanzelf wordt gewist…</translation>
    </message>
</context>
<context>
    <name>PrivacyPart</name>
    <message>
        <source>Consent</source>
        <translation>Toestemming</translation>
    </message>
    <message>
        <source>The words of the question stand in the section Texts.</source>
        <translation>De tekst van de vraag staat bij Teksten.</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Hoelang iets bewaard wordt</translation>
    </message>
    <message>
        <source>Chats with their files, from when they were closed</source>
        <translation>Chats met hun bestanden, vanaf het afsluiten</translation>
    </message>
    <message>
        <source>Visits without a chat</source>
        <translation>Bezoeken zonder chat</translation>
    </message>
    <message>
        <source>Names and addresses, from the last visit</source>
        <translation>Namen en adressen, vanaf het laatste bezoek</translation>
    </message>
    <message>
        <source>What is older is erased and cannot be brought back.</source>
        <translation>Wat ouder is, wordt gewist en is niet terug te halen.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Betalen</translation>
    </message>
    <message>
        <source>Nobody is invited on pages whose address contains</source>
        <translation>Niemand wordt uitgenodigd op pagina&apos;s met in het adres</translation>
    </message>
    <message>
        <source>Words with commas between them.</source>
        <translation>Woorden met komma&apos;s ertussen.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dagen</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>voor altijd</translation>
    </message>
</context>
<context>
    <name>RailList</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
</context>
<context>
    <name>RailView</name>
    <message>
        <source>My chats</source>
        <translation>Mijn chats</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>This chat cannot be shown now</source>
        <translation>Deze chat kan nu niet worden getoond</translation>
    </message>
    <message>
        <source>The server did not answer, or the chat has been erased.</source>
        <translation>De server gaf geen antwoord, of de chat is gewist.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>Bestand opslaan</translation>
    </message>
    <message>
        <source>The file could not be saved. Choose another place, or try later.</source>
        <translation>Het bestand kon niet worden opgeslagen. Kies een andere plek, of probeer het later.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Together</source>
        <translation>Samen</translation>
    </message>
    <message>
        <source>%1 s and more</source>
        <translation>%1 s en meer</translation>
    </message>
    <message>
        <source>Response clock</source>
        <translation>Antwoordklok</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antwoorden</translation>
    </message>
    <message>
        <source>Agents on duty</source>
        <translation>Medewerkers in dienst</translation>
    </message>
    <message>
        <source>Chats given to me</source>
        <translation>Chats die ik kreeg</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Uur</translation>
    </message>
    <message>
        <source>Hour of the day</source>
        <translation>Uur van de dag</translation>
    </message>
    <message>
        <source>Hour of the week</source>
        <translation>Uur van de week</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Afdeling</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Medewerker</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Within target</source>
        <translation>Binnen de norm</translation>
    </message>
    <message>
        <source>First replies in time</source>
        <translation>Eerste antwoord op tijd</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>Helft binnen</translation>
    </message>
    <message>
        <source>Nine of ten within</source>
        <translation>Negen van tien binnen</translation>
    </message>
    <message>
        <source>Late replies</source>
        <translation>Te late antwoorden</translation>
    </message>
    <message>
        <source>Half waited</source>
        <translation>Helft wachtte</translation>
    </message>
    <message>
        <source>Nine of ten waited</source>
        <translation>Negen van tien wachtten</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Chats wrapped up</source>
        <translation>Afgeronde chats</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Afgehaakt</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Gemist</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Weggelopen</translation>
    </message>
    <message>
        <source>Solved at first contact</source>
        <translation>In één keer opgelost</translation>
    </message>
    <message>
        <source>Sales conversion</source>
        <translation>Verkoopconversie</translation>
    </message>
    <message>
        <source>Value of sales</source>
        <translation>Waarde van verkopen</translation>
    </message>
    <message>
        <source>Chats per hour</source>
        <translation>Chats per uur</translation>
    </message>
    <message>
        <source>Chats at a time</source>
        <translation>Chats tegelijk</translation>
    </message>
    <message>
        <source>Offers declined</source>
        <translation>Aanbod geweigerd</translation>
    </message>
    <message>
        <source>Offers not answered</source>
        <translation>Aanbod niet beantwoord</translation>
    </message>
    <message>
        <source>Hours online</source>
        <translation>Uren online</translation>
    </message>
    <message>
        <source>Hours busy</source>
        <translation>Uren bezet</translation>
    </message>
    <message>
        <source>Hours on break</source>
        <translation>Uren pauze</translation>
    </message>
    <message>
        <source>Hours ending the shift</source>
        <translation>Uren dienst afsluiten</translation>
    </message>
    <message>
        <source>Carts abandoned</source>
        <translation>Verlaten winkelwagens</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Beoordeling</translation>
    </message>
    <message>
        <source>Satisfied visitors</source>
        <translation>Tevreden bezoekers</translation>
    </message>
    <message>
        <source>Rated chats</source>
        <translation>Beoordeelde gesprekken</translation>
    </message>
    <message>
        <source>Solved, say visitors</source>
        <translation>Opgelost, zeggen bezoekers</translation>
    </message>
    <message>
        <source>Solved, say agents</source>
        <translation>Opgelost, zeggen medewerkers</translation>
    </message>
    <message>
        <source>Rating of the bot</source>
        <translation>Beoordeling van de bot</translation>
    </message>
    <message>
        <source>Invitations accepted</source>
        <translation>Aangenomen uitnodigingen</translation>
    </message>
    <message>
        <source>Begun with the bot</source>
        <translation>Begonnen met de bot</translation>
    </message>
    <message>
        <source>Answered by the bot alone</source>
        <translation>Door de bot alleen beantwoord</translation>
    </message>
    <message>
        <source>Handed over by the bot</source>
        <translation>Door de bot doorgegeven</translation>
    </message>
    <message>
        <source>Bot found no answer</source>
        <translation>Bot vond geen antwoord</translation>
    </message>
    <message>
        <source>In the queue now</source>
        <translation>Nu in de wachtrij</translation>
    </message>
    <message>
        <source>Share of replies by people within the site&apos;s target. A late reply stays late.</source>
        <translation>Deel van de antwoorden van mensen binnen de norm van de site. Te laat blijft te laat.</translation>
    </message>
    <message>
        <source>The same, of each chat&apos;s first reply only.</source>
        <translation>Hetzelfde, maar alleen van het eerste antwoord van elke chat.</translation>
    </message>
    <message>
        <source>Response clock at the middle reply, from the first unanswered message.</source>
        <translation>Antwoordklok bij het middelste antwoord, vanaf het eerste onbeantwoorde bericht.</translation>
    </message>
    <message>
        <source>Response clock that nine of ten replies did not exceed.</source>
        <translation>Antwoordklok waar negen van de tien antwoorden onder bleven.</translation>
    </message>
    <message>
        <source>Replies by people that stopped the clock; a holding line is one too.</source>
        <translation>Antwoorden van mensen die de klok stopten; een wachtregel telt ook.</translation>
    </message>
    <message>
        <source>Replies after the limit that was in force.</source>
        <translation>Antwoorden na de grens die toen gold.</translation>
    </message>
    <message>
        <source>From the first message of a chat to the first reply by a person: the middle one.</source>
        <translation>Van het eerste bericht van een chat tot het eerste antwoord van een mens: de middelste.</translation>
    </message>
    <message>
        <source>From the first message to the first reply by a person: nine of ten waited no longer.</source>
        <translation>Van het eerste bericht tot het eerste antwoord van een mens: negen van de tien wachtten niet langer.</translation>
    </message>
    <message>
        <source>Chats in which a visitor wrote a first message.</source>
        <translation>Chats waarin een bezoeker een eerste bericht schreef.</translation>
    </message>
    <message>
        <source>Chats that were wrapped up, counted for who wrapped them up, when they began.</source>
        <translation>Afgeronde chats, geteld bij wie ze afrondde, op het moment dat ze begonnen.</translation>
    </message>
    <message>
        <source>Share of chats whose visitor left before a person replied.</source>
        <translation>Deel van de chats waarvan de bezoeker wegging voordat een mens antwoordde.</translation>
    </message>
    <message>
        <source>Chats that ended without any reply by a person.</source>
        <translation>Chats die eindigden zonder antwoord van een mens.</translation>
    </message>
    <message>
        <source>Visitors who left while a question waited, after an earlier reply.</source>
        <translation>Bezoekers die weggingen terwijl een vraag wachtte, na een eerder antwoord.</translation>
    </message>
    <message>
        <source>Of chats solved or to follow up: solved, no return on the same tag within 7 days. Provisional till then.</source>
        <translation>Van chats die opgelost zijn of een vervolg krijgen: opgelost en niet binnen 7 dagen terug met hetzelfde label. Tot dan voorlopig.</translation>
    </message>
    <message>
        <source>Share of wrapped up chats marked as a sale. Sites send no orders yet.</source>
        <translation>Deel van de afgeronde chats dat als verkoop is gemarkeerd. Sites sturen nog geen bestellingen.</translation>
    </message>
    <message>
        <source>Sum of what was marked as sale at wrap-up.</source>
        <translation>Som van wat bij het afronden als verkoop is gemarkeerd.</translation>
    </message>
    <message>
        <source>Chats wrapped up per hour that agents were online, busy or ending their shift.</source>
        <translation>Afgeronde chats per uur dat medewerkers online of bezet waren of hun dienst afsloten.</translation>
    </message>
    <message>
        <source>Time that agents had chats, all chats together, by the time they were on duty.</source>
        <translation>Tijd dat medewerkers chats hadden, alle chats samen, gedeeld door hun tijd in dienst.</translation>
    </message>
    <message>
        <source>Chats that were offered and declined.</source>
        <translation>Chats die zijn aangeboden en geweigerd.</translation>
    </message>
    <message>
        <source>Chats that were offered and not answered in time.</source>
        <translation>Chats die zijn aangeboden en niet op tijd beantwoord.</translation>
    </message>
    <message>
        <source>Time in this status while a console was connected.</source>
        <translation>Tijd in deze status terwijl een console verbonden was.</translation>
    </message>
    <message>
        <source>Time in this status: finishing chats, no new ones.</source>
        <translation>Tijd in deze status: chats afmaken, geen nieuwe.</translation>
    </message>
    <message>
        <source>Time in this status: finishing chats at the end of a shift.</source>
        <translation>Tijd in deze status: chats afmaken aan het eind van een dienst.</translation>
    </message>
    <message>
        <source>Carts without an order, with and without chat. Not measured: sites send no orders.</source>
        <translation>Winkelwagens zonder bestelling, met en zonder chat. Niet gemeten: sites sturen geen bestellingen.</translation>
    </message>
    <message>
        <source>Share of invitations shown that were answered by a message, counted when they were shown.</source>
        <translation>Deel van de getoonde uitnodigingen waarop een bericht kwam, geteld toen ze werden getoond.</translation>
    </message>
    <message>
        <source>Chats that began with the bot. For all other figures they begin when it hands them over, if it does.</source>
        <translation>Gesprekken die met de bot begonnen. Voor alle andere cijfers beginnen ze pas als de bot ze doorgeeft.</translation>
    </message>
    <message>
        <source>Share of the chats begun with the bot that ended without people, with an article that was let stand.</source>
        <translation>Deel van de met de bot begonnen gesprekken dat zonder mensen eindigde, met een artikel dat niet werd afgewezen.</translation>
    </message>
    <message>
        <source>Chats that the bot passed on because it found no answer, or that the visitor left at that.</source>
        <translation>Gesprekken die de bot doorgaf omdat hij geen antwoord vond, of die de bezoeker daarom verliet.</translation>
    </message>
    <message>
        <source>Chats that the bot passed to people, on request or because it did not find an answer.</source>
        <translation>Gesprekken die de bot aan mensen doorgaf, op verzoek of omdat hij geen antwoord vond.</translation>
    </message>
    <message>
        <source>Average stars, 1 to 5, of closed chats that somebody of the team answered.</source>
        <translation>Gemiddeld aantal sterren, 1 tot 5, van afgeronde gesprekken die iemand van het team heeft beantwoord.</translation>
    </message>
    <message>
        <source>Of the ratings, the share with four or five stars.</source>
        <translation>Deel van de beoordelingen met vier of vijf sterren.</translation>
    </message>
    <message>
        <source>Of the closed chats that somebody answered, the share that was rated.</source>
        <translation>Deel van de afgeronde en beantwoorde gesprekken dat is beoordeeld.</translation>
    </message>
    <message>
        <source>Of the visitors who said whether it was solved, the share that said yes.</source>
        <translation>Van de bezoekers die zeiden of het was opgelost, het deel dat ja zei.</translation>
    </message>
    <message>
        <source>Of the closed chats, the share that the agent wrapped up as solved.</source>
        <translation>Deel van de afgeronde gesprekken dat de medewerker als opgelost heeft afgerond.</translation>
    </message>
    <message>
        <source>Average stars, 1 to 5, of chats in which only the bot answered.</source>
        <translation>Gemiddeld aantal sterren, 1 tot 5, van gesprekken waarin alleen de bot heeft geantwoord.</translation>
    </message>
    <message>
        <source>Chats without an agent at this moment, and the longest wait.</source>
        <translation>Chats die nu geen medewerker hebben, en de langste wachttijd.</translation>
    </message>
</context>
<context>
    <name>ReportsScreen</name>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>My figures</source>
        <translation>Mijn cijfers</translation>
    </message>
    <message>
        <source>Reading figures…</source>
        <translation>Cijfers lezen…</translation>
    </message>
    <message>
        <source>Operator Console: figures</source>
        <translation>Operator Console: cijfers</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Opslaan als CSV</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Opslaan als pdf</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Nog niets gemeten</translation>
    </message>
    <message>
        <source>There was no chat in this period. Choose another one.</source>
        <translation>In deze periode was er geen chat. Kies een andere.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Niet verbonden</translation>
    </message>
    <message>
        <source>Figures are kept at the server. They come back with the connection.</source>
        <translation>De cijfers staan op de server. Ze komen terug met de verbinding.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>The figures could not be read</source>
        <translation>De cijfers konden niet worden gelezen</translation>
    </message>
    <message>
        <source>The server did not answer as it should.</source>
        <translation>De server antwoordde niet zoals het hoort.</translation>
    </message>
    <message>
        <source>today, of %1</source>
        <translation>vandaag, van %1</translation>
    </message>
    <message>
        <source>nothing measured yet</source>
        <translation>nog niets gemeten</translation>
    </message>
    <message>
        <source>today</source>
        <translation>vandaag</translation>
    </message>
    <message>
        <source>longest wait %1</source>
        <translation>langste wachttijd %1</translation>
    </message>
    <message>
        <source>Read at %1.</source>
        <translation>Gelezen om %1.</translation>
    </message>
    <message>
        <source>Solved at first contact is provisional: visitors may come back within 7 days.</source>
        <translation>“In één keer opgelost” is voorlopig: bezoekers kunnen binnen 7 dagen terugkomen.</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>cijfers</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Opgeslagen als %1</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another folder.</source>
        <translation>%1 kon niet worden geschreven. Kies een andere map.</translation>
    </message>
</context>
<context>
    <name>ReportsView</name>
    <message>
        <source>Responses</source>
        <translation>Antwoorden</translation>
    </message>
    <message>
        <source>Response over time</source>
        <translation>Antwoordtijd door de tijd</translation>
    </message>
    <message>
        <source>Load against staffing</source>
        <translation>Drukte en bezetting</translation>
    </message>
    <message>
        <source>Busy hours</source>
        <translation>Drukke uren</translation>
    </message>
    <message>
        <source>Figures by row</source>
        <translation>Cijfers per rij</translation>
    </message>
    <message>
        <source>Replies in steps of 5 seconds of the response clock. Hatched: after the target.</source>
        <translation>Antwoorden in stappen van 5 seconden van de antwoordklok. Gearceerd: na de norm.</translation>
    </message>
    <message>
        <source>Line with dots: half of the replies. Dashed: nine of ten. Dotted: the target.</source>
        <translation>Lijn met punten: de helft van de antwoorden. Gestreept: negen van de tien. Gestippeld: de norm.</translation>
    </message>
    <message>
        <source>Bars: chats on an average day of the period. Line: agents online, busy or ending their shift.</source>
        <translation>Staven: chats op een gemiddelde dag van de periode. Lijn: medewerkers die online of bezet zijn of hun dienst afsluiten.</translation>
    </message>
    <message>
        <source>Chats in each hour of the week, all weeks of the period together.</source>
        <translation>Chats in elk uur van de week, alle weken van de periode samen.</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>How it is measured</source>
        <translation>Hoe het wordt gemeten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Vernieuwen</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>Pdf…</translation>
    </message>
    <message>
        <source>Choose a cell to see how its figure is measured. A heading sorts, and so does Enter.</source>
        <translation>Kies een cel om te zien hoe het cijfer wordt gemeten. Een kolomkop sorteert, en Enter ook.</translation>
    </message>
</context>
<context>
    <name>RetentionSheet</name>
    <message>
        <source>Erased by itself at %1</source>
        <translation>Vanzelf gewist bij %1</translation>
    </message>
    <message>
        <source>Once a day the server erases what is older than the site&apos;s owner keeps it.</source>
        <translation>Eén keer per dag wist de server wat ouder is dan de eigenaar van de site het bewaart.</translation>
    </message>
    <message>
        <source>Nothing yet: the server looks for what is old once a day.</source>
        <translation>Nog niets: de server kijkt één keer per dag wat oud genoeg is.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Bezoeken</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Runs, the newest first</source>
        <translation>Keren, de nieuwste eerst</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>bewaard</translation>
    </message>
    <message>
        <source>kept until somebody erases it</source>
        <translation>bewaard tot iemand het wist</translation>
    </message>
    <message>
        <source>of before %1</source>
        <translation>van vóór %1</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In gebruik</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Voorwaarde toevoegen</translation>
    </message>
    <message>
        <source>Add a text to compare</source>
        <translation>Tekst toevoegen om te vergelijken</translation>
    </message>
    <message>
        <source>Try on recorded visits</source>
        <translation>Uitproberen op bewaarde bezoeken</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>Naam van de regel</translation>
    </message>
    <message>
        <source>Of how many days</source>
        <translation>Van hoeveel dagen</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n dag</numerusform>
            <numerusform>%n dagen</numerusform>
        </translation>
    </message>
    <message>
        <source>When all of this holds</source>
        <translation>Als dit allemaal klopt</translation>
    </message>
    <message>
        <source>And always, for every rule</source>
        <translation>En altijd, voor elke regel</translation>
    </message>
    <message>
        <source>What visitors read</source>
        <translation>Wat bezoekers lezen</translation>
    </message>
    <message>
        <source>{name} becomes a known customer&apos;s first name. With several texts, visitors get one by chance.</source>
        <translation>{name} wordt de voornaam van een bekende klant. Bij meer teksten krijgt een bezoeker er willekeurig één.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Uitproberen</translation>
    </message>
    <message>
        <source>How the texts do</source>
        <translation>Hoe de teksten het doen</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Empty rule</source>
        <translation>Lege regel</translation>
    </message>
    <message>
        <source>Long on a product page, nothing added</source>
        <translation>Lang op een productpagina, niets toegevoegd</translation>
    </message>
    <message>
        <source>Long in the cart</source>
        <translation>Lang in de winkelwagen</translation>
    </message>
    <message>
        <source>Valuable cart</source>
        <translation>Dure winkelwagen</translation>
    </message>
    <message>
        <source>Comes back again and again</source>
        <translation>Komt steeds terug</translation>
    </message>
    <message>
        <source>Searches again and again</source>
        <translation>Zoekt steeds opnieuw</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adres van de pagina</translation>
    </message>
    <message>
        <source>Time on the page</source>
        <translation>Tijd op de pagina</translation>
    </message>
    <message>
        <source>Time on the site</source>
        <translation>Tijd op de site</translation>
    </message>
    <message>
        <source>Pages in this visit</source>
        <translation>Pagina&apos;s in dit bezoek</translation>
    </message>
    <message>
        <source>Visits so far</source>
        <translation>Bezoeken tot nu toe</translation>
    </message>
    <message>
        <source>Words searched for outside</source>
        <translation>Zoekwoorden van buiten</translation>
    </message>
    <message>
        <source>Searches on the site</source>
        <translation>Zoekopdrachten op de site</translation>
    </message>
    <message>
        <source>Last change of the cart</source>
        <translation>Laatste wijziging winkelwagen</translation>
    </message>
    <message>
        <source>Time since that change</source>
        <translation>Tijd sinds die wijziging</translation>
    </message>
    <message>
        <source>Value of the cart</source>
        <translation>Waarde van de winkelwagen</translation>
    </message>
    <message>
        <source>Bought so far</source>
        <translation>Tot nu toe gekocht</translation>
    </message>
    <message>
        <source>Name is known</source>
        <translation>Naam is bekend</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Apparaat</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Hour of the day</source>
        <translation>Uur van de dag</translation>
    </message>
    <message>
        <source>Chats the team has room for</source>
        <translation>Chats waar het team ruimte voor heeft</translation>
    </message>
    <message>
        <source>Something a newer version knows</source>
        <translation>Iets wat een nieuwere versie kent</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>bevat</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>bevat niet</translation>
    </message>
    <message>
        <source>is</source>
        <translation>is</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>is niet</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>minstens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>hoogstens</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>something was added</source>
        <translation>er is iets toegevoegd</translation>
    </message>
    <message>
        <source>something was taken out</source>
        <translation>er is iets uitgehaald</translation>
    </message>
    <message>
        <source>it was emptied</source>
        <translation>hij is geleegd</translation>
    </message>
    <message>
        <source>Once in a visit at most, in the chat widget itself, without a sound.</source>
        <translation>Hoogstens één keer per bezoek, in de chatwidget zelf, zonder geluid.</translation>
    </message>
    <message>
        <source>Never on a payment page, and never while or after a chat in the same visit.</source>
        <translation>Nooit op een betaalpagina, en nooit tijdens of na een chat in hetzelfde bezoek.</translation>
    </message>
    <message>
        <source>Never within 30 days after “no thanks”.</source>
        <translation>Nooit binnen 30 dagen na “nee, bedankt”.</translation>
    </message>
    <message>
        <source>Only in opening hours, and only while an agent has room for the chat.</source>
        <translation>Alleen tijdens openingstijden, en alleen als een medewerker ruimte heeft voor de chat.</translation>
    </message>
    <message>
        <source>Known customers by name, guests without one. Agents hear of it when the visitor answers.</source>
        <translation>Bekende klanten bij naam, gasten zonder naam. Medewerkers merken er pas iets van als de bezoeker antwoordt.</translation>
    </message>
    <message>
        <source>Text %1</source>
        <translation>Tekst %1</translation>
    </message>
    <message>
        <source>The rule has no name.</source>
        <translation>De regel heeft geen naam.</translation>
    </message>
    <message>
        <source>Without a condition it invites nobody.</source>
        <translation>Zonder voorwaarde nodigt de regel niemand uit.</translation>
    </message>
    <message>
        <source>Nothing is filled in: %1. So it invites nobody.</source>
        <translation>Er is niets ingevuld: %1. Zo nodigt de regel niemand uit.</translation>
    </message>
    <message>
        <source>This can never hold: %1.</source>
        <translation>Dit kan nooit kloppen: %1.</translation>
    </message>
    <message>
        <source>These cannot hold at once: %1 – %2.</source>
        <translation>Dit kan niet tegelijk kloppen: %1 – %2.</translation>
    </message>
    <message>
        <source>This is a payment page, where nobody is invited: %1.</source>
        <translation>Dit is een betaalpagina, daar wordt niemand uitgenodigd: %1.</translation>
    </message>
    <message>
        <source>A condition is of a newer version; here the rule invites nobody.</source>
        <translation>Een voorwaarde komt uit een nieuwere versie; hier nodigt de regel niemand uit.</translation>
    </message>
    <message>
        <source>There is no text to show, so it invites nobody.</source>
        <translation>Er is geen tekst om te tonen, dus nodigt de regel niemand uit.</translation>
    </message>
    <message>
        <source>%3 has no words in %4; those visitors read the other language.</source>
        <translation>%3 heeft geen woorden in het %4; die bezoekers lezen de andere taal.</translation>
    </message>
    <message>
        <source>%3 in %4 uses {name} and has no words for guests: they are not invited with it.</source>
        <translation>%3 in het %4 gebruikt {name} en heeft geen woorden voor gasten: die worden er niet mee uitgenodigd.</translation>
    </message>
    <message>
        <source>%3 in %4: nothing is put in for %5; only {name} is.</source>
        <translation>%3 in het %4: voor %5 wordt niets ingevuld; alleen voor {name}.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>not shown yet</source>
        <translation>nog niet getoond</translation>
    </message>
    <message>
        <source>%1 of %2 accepted · %3 (likely %4 to %5)</source>
        <translation>%1 van %2 aangenomen · %3 (vermoedelijk %4 tot %5)</translation>
    </message>
    <message>
        <source>%1 accepted (%2 to %3) · shown %4 · declined %5</source>
        <translation>%1 aangenomen (%2 tot %3) · getoond %4 · afgewezen %5</translation>
    </message>
    <message>
        <source>Nothing of this rule was shown in this time.</source>
        <translation>Van deze regel is in deze tijd niets getoond.</translation>
    </message>
    <message>
        <source>There is one text; a second one gives something to compare with.</source>
        <translation>Er is één tekst; met een tweede valt er iets te vergelijken.</translation>
    </message>
    <message>
        <source>Too early to tell: the ranges overlap.</source>
        <translation>Nog niet te zeggen: de marges overlappen.</translation>
    </message>
    <message>
        <source>Text %1 is accepted more often: its whole range lies above the others.</source>
        <translation>Tekst %1 wordt vaker aangenomen: de hele marge ligt boven die van de andere.</translation>
    </message>
    <message>
        <source>How this is decided: the range is where the true share lies with 95 % certainty (Wilson). A text counts as better only when its range lies wholly above the ranges of all others.</source>
        <translation>Hoe dit bepaald wordt: de marge is waar het echte aandeel met 95% zekerheid ligt (Wilson). Een tekst geldt pas als beter als de hele marge boven de marges van alle andere ligt.</translation>
    </message>
    <message>
        <source>It would have invited %1 of %2 visits of the last %3 days.</source>
        <translation>De regel zou %1 van de %2 bezoeken van de laatste %3 dagen hebben uitgenodigd.</translation>
    </message>
    <message>
        <source>No visits of the last %1 days are recorded.</source>
        <translation>Van de laatste %1 dagen zijn geen bezoeken bewaard.</translation>
    </message>
    <message>
        <source>The manners held %1 more back.</source>
        <translation>De omgangsvormen hielden er nog %1 tegen.</translation>
    </message>
    <message>
        <source>Not recorded, so counted as met: %1.</source>
        <translation>Niet bewaard, dus als kloppend geteld: %1.</translation>
    </message>
    <message>
        <source>There is no site to set up</source>
        <translation>Er is geen site om in te stellen</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Regels worden gelezen…</translation>
    </message>
    <message>
        <source>Rules are kept on the server, which cannot be asked now.</source>
        <translation>De regels staan op de server, en die is nu niet te bereiken.</translation>
    </message>
    <message>
        <source>The rules cannot be read now</source>
        <translation>De regels kunnen nu niet gelezen worden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>By hand: %1</source>
        <translation>Met de hand: %1</translation>
    </message>
    <message>
        <source>figures cannot be had now</source>
        <translation>cijfers zijn nu niet te krijgen</translation>
    </message>
    <message>
        <source>How they do cannot be read now.</source>
        <translation>Hoe ze het doen, is nu niet te lezen.</translation>
    </message>
    <message>
        <source>Changes are not saved yet; they stay here until you do.</source>
        <translation>Wijzigingen zijn nog niet opgeslagen; ze blijven hier staan tot je dat doet.</translation>
    </message>
    <message>
        <source>Trying it on recorded visits…</source>
        <translation>Wordt uitgeprobeerd op bewaarde bezoeken…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Opslaan…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Opgeslagen</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Niet opgeslagen: %1</translation>
    </message>
    <message>
        <source>Somebody else has changed these rules meanwhile</source>
        <translation>Iemand anders heeft deze regels intussen gewijzigd</translation>
    </message>
    <message>
        <source>The server has %1 rules now, you have %2. Yours replace theirs, or theirs replace yours.</source>
        <translation>Op de server staan nu %1 regels, bij jou %2. Die van jou vervangen die van de ander, of andersom.</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Later beslissen</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Die van de ander</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Die van mij</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Figures of</source>
        <translation>Cijfers van</translation>
    </message>
    <message numerus="yes">
        <source>Figures of %n days</source>
        <translation>
            <numerusform>Cijfers van %n dag</numerusform>
            <numerusform>Cijfers van %n dagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Rules of this site</source>
        <translation>Regels van deze site</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Nieuwe regel</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Weghalen</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Wijzigingen terugdraaien</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Rule without a name</source>
        <translation>Regel zonder naam</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in gebruik</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>niet in gebruik</translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation>Nog geen regels</translation>
    </message>
    <message>
        <source>A rule invites visitors by itself, within the manners. Begin with one of the examples.</source>
        <translation>Een regel nodigt bezoekers vanzelf uit, met de omgangsvormen als grens. Begin met een van de voorbeelden.</translation>
    </message>
</context>
<context>
    <name>SameText</name>
    <message>
        <source>Nearly the whole article “%1”</source>
        <translation>Bijna het hele artikel “%1”</translation>
    </message>
    <message>
        <source>Nearly what you sent to another visitor today</source>
        <translation>Bijna wat je vandaag aan een andere bezoeker stuurde</translation>
    </message>
    <message>
        <source>Nearly what you sent to %1 today</source>
        <translation>Bijna wat je vandaag aan %1 stuurde</translation>
    </message>
</context>
<context>
    <name>SameTextLine</name>
    <message>
        <source>What is the same?</source>
        <translation>Wat is hetzelfde?</translation>
    </message>
</context>
<context>
    <name>SameTextPopup</name>
    <message>
        <source>What is the same</source>
        <translation>Wat is hetzelfde</translation>
    </message>
    <message>
        <source>Your text, with what is the same marked</source>
        <translation>Jouw tekst, met gemarkeerd wat hetzelfde is</translation>
    </message>
    <message>
        <source>What you sent</source>
        <translation>Wat je verstuurde</translation>
    </message>
    <message>
        <source>Only you see this; nothing is blocked. A sentence for this visitor makes it personal.</source>
        <translation>Alleen jij ziet dit; er wordt niets tegengehouden. Een zin voor deze bezoeker maakt het persoonlijk.</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Save the file</source>
        <translation>Bestand opslaan</translation>
    </message>
    <message>
        <source>screenshot-%1.png</source>
        <translation>schermafdruk-%1.png</translation>
    </message>
    <message>
        <source>Too long to paste: %1 characters were left out</source>
        <translation>Te lang om te plakken: %1 tekens zijn weggelaten</translation>
    </message>
    <message>
        <source>%1 cannot be had now</source>
        <translation>%1 is nu niet op te halen</translation>
    </message>
    <message>
        <source>%1 was saved</source>
        <translation>%1 is opgeslagen</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 kon niet worden geschreven</translation>
    </message>
    <message>
        <source>Not sent: a file is larger than %1</source>
        <translation>Niet verstuurd: een bestand is groter dan %1</translation>
    </message>
    <message>
        <source>Not sent: the disk is full. Your text is kept here.</source>
        <translation>Niet verstuurd: de schijf is vol. Je tekst blijft hier staan.</translation>
    </message>
    <message>
        <source>Not sent: this account is open in another window. Your text is kept here.</source>
        <translation>Niet verstuurd: dit account is in een ander venster open. Je tekst blijft hier staan.</translation>
    </message>
    <message>
        <source>Not sent: it cannot be kept on disk. Your text is kept here.</source>
        <translation>Niet verstuurd: opslaan op schijf lukt niet. Je tekst blijft hier staan.</translation>
    </message>
    <message>
        <source>%1 is larger than %2</source>
        <translation>%1 is groter dan %2</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1 is niet te lezen</translation>
    </message>
    <message>
        <source>%1 is not a file</source>
        <translation>%1 is geen bestand</translation>
    </message>
    <message>
        <source>No more files at once than these</source>
        <translation>Niet meer bestanden tegelijk dan deze</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>Key made on %1</source>
        <translation>Sleutel gemaakt op %1</translation>
    </message>
    <message>
        <source>The key before it, made on %1</source>
        <translation>De vorige sleutel, gemaakt op %1</translation>
    </message>
    <message>
        <source>The server cannot be asked now who has come in.</source>
        <translation>De server kan nu niet zeggen wie er binnenkwam.</translation>
    </message>
    <message>
        <source>It works: a visitor came in from %1 on %2.</source>
        <translation>Het werkt: op %2 kwam er een bezoeker binnen vanaf %1.</translation>
    </message>
    <message>
        <source>No visitor has come in since the server started (%1).</source>
        <translation>Sinds de server startte (%1) is er geen bezoeker binnengekomen.</translation>
    </message>
    <message>
        <source>A page at %1 asked for this chat on %2 and was refused: its origin is not allowed.</source>
        <translation>Een pagina op %1 vroeg op %2 om deze chat en werd geweigerd: dat adres is niet toegestaan.</translation>
    </message>
    <message>
        <source>The page %1 cannot be reached from this computer.</source>
        <translation>De pagina %1 is vanaf deze computer niet te bereiken.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted; browsers refuse it too.</source>
        <translation>Het certificaat van %1 wordt niet vertrouwd; browsers weigeren het ook.</translation>
    </message>
    <message>
        <source>The page %1 answers with error %2, so it could not be looked at.</source>
        <translation>De pagina %1 antwoordt met fout %2 en kon niet bekeken worden.</translation>
    </message>
    <message>
        <source>What stands at %1 is no web page.</source>
        <translation>Wat op %1 staat, is geen webpagina.</translation>
    </message>
    <message>
        <source>The tag stands on %1.</source>
        <translation>De tag staat op %1.</translation>
    </message>
    <message>
        <source>The tag on %1 names this site, but another server: %2.</source>
        <translation>De tag op %1 noemt deze site, maar een andere server: %2.</translation>
    </message>
    <message>
        <source>The tag on %1 is another site&apos;s: %2.</source>
        <translation>De tag op %1 is van een andere site: %2.</translation>
    </message>
    <message>
        <source>The tag is not in the text of %1. Where a tag manager puts it in, only a real visit can tell.</source>
        <translation>De tag staat niet in de tekst van %1. Zet een tagmanager hem erin, dan blijkt het pas bij een echt bezoek.</translation>
    </message>
    <message>
        <source>This is no web address. It begins with https:// or http://.</source>
        <translation>Dit is geen webadres. Dat begint met https:// of http://.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Beantwoorden</translation>
    </message>
    <message>
        <source>One clock per chat; the same numbers hold everywhere in the console.</source>
        <translation>Eén klok per chat; overal in de console gelden dezelfde getallen.</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Teksten</translation>
    </message>
    <message>
        <source>Where nothing stands, the widget uses its own words.</source>
        <translation>Waar niets staat, gebruikt de widget zijn eigen woorden.</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Openingstijden</translation>
    </message>
    <message>
        <source>Outside them the response clocks pause, and visitors are told when you are back.</source>
        <translation>Daarbuiten staan de antwoordklokken stil en lezen bezoekers wanneer je er weer bent.</translation>
    </message>
    <message>
        <source>When nobody is there</source>
        <translation>Als er niemand is</translation>
    </message>
    <message>
        <source>What visitors can do outside opening hours.</source>
        <translation>Wat bezoekers buiten openingstijd kunnen doen.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulier</translation>
    </message>
    <message>
        <source>Asked beside the first message, never before it. Every question costs you visitors.</source>
        <translation>Gevraagd naast het eerste bericht, nooit ervoor. Elke vraag kost je bezoekers.</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Na afloop</translation>
    </message>
    <message>
        <source>What visitors are asked and offered when a chat has ended.</source>
        <translation>Wat bezoekers na een chat gevraagd en aangeboden krijgen.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>Installatie</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>Begroeting</translation>
    </message>
    <message>
        <source>Question for consent</source>
        <translation>Vraag om toestemming</translation>
    </message>
    <message>
        <source>Privacy statement</source>
        <translation>Privacyverklaring</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kleur</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Toegestane adressen</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Valuta</translation>
    </message>
    <message>
        <source>Own help pages</source>
        <translation>Eigen hulppagina&apos;s</translation>
    </message>
    <message>
        <source>Typing preview</source>
        <translation>Meekijken met typen</translation>
    </message>
    <message>
        <source>Reply within</source>
        <translation>Antwoorden binnen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Waarschuwing</translation>
    </message>
    <message>
        <source>After a holding line</source>
        <translation>Na een bericht ‘ik zoek het uit’</translation>
    </message>
    <message>
        <source>New chats</source>
        <translation>Nieuwe chats</translation>
    </message>
    <message>
        <source>Rules for new chats</source>
        <translation>Regels voor nieuwe chats</translation>
    </message>
    <message>
        <source>Who is preferred</source>
        <translation>Wie voorgaat</translation>
    </message>
    <message>
        <source>When an agent&apos;s computer fails</source>
        <translation>Als de computer van een medewerker uitvalt</translation>
    </message>
    <message>
        <source>Mark on the wall</source>
        <translation>Markeren op het teamoverzicht</translation>
    </message>
    <message>
        <source>Offer to a colleague</source>
        <translation>Aanbieden aan een collega</translation>
    </message>
    <message>
        <source>Tell the visitor</source>
        <translation>De bezoeker melden</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tijdzone</translation>
    </message>
    <message>
        <source>Weekly hours</source>
        <translation>Uren per week</translation>
    </message>
    <message>
        <source>Holidays and exceptions</source>
        <translation>Feestdagen en uitzonderingen</translation>
    </message>
    <message>
        <source>Names of holidays</source>
        <translation>Namen van feestdagen</translation>
    </message>
    <message>
        <source>Knowledge bot</source>
        <translation>Kennisbot</translation>
    </message>
    <message>
        <source>Call-back requests</source>
        <translation>Terugbelverzoeken</translation>
    </message>
    <message>
        <source>Leaving a message</source>
        <translation>Bericht achterlaten</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Uitnodigingen</translation>
    </message>
    <message>
        <source>Pages of payment</source>
        <translation>Betaalpagina&apos;s</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Toestemming</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Beoordeling</translation>
    </message>
    <message>
        <source>Alert at few stars</source>
        <translation>Waarschuwing bij weinig sterren</translation>
    </message>
    <message>
        <source>Transcript by e-mail</source>
        <translation>Gesprek per e-mail</translation>
    </message>
    <message>
        <source>Performance badge</source>
        <translation>Prestatiebadge</translation>
    </message>
    <message>
        <source>Chats are kept</source>
        <translation>Chats bewaren</translation>
    </message>
    <message>
        <source>Visits are kept</source>
        <translation>Bezoeken bewaren</translation>
    </message>
    <message>
        <source>Names and addresses are kept</source>
        <translation>Namen en adressen bewaren</translation>
    </message>
    <message>
        <source>Something has to stand here.</source>
        <translation>Hier moet iets staan.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Dit is te lang.</translation>
    </message>
    <message>
        <source>These are too many.</source>
        <translation>Dit zijn er te veel.</translation>
    </message>
    <message>
        <source>An origin is an address without a path, such as https://www.example.com; one per line.</source>
        <translation>Schrijf een adres zonder pad, zoals https://www.example.com; één per regel.</translation>
    </message>
    <message>
        <source>A colour is written as # and six digits or letters a to f: #2f6fed.</source>
        <translation>Schrijf een kleur als # met zes cijfers of letters a tot f: #2f6fed.</translation>
    </message>
    <message>
        <source>A key begins with a small letter; then small letters, digits and _ .</source>
        <translation>Een sleutel begint met een kleine letter; daarna kleine letters, cijfers en _ .</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>Dit is geen datum.</translation>
    </message>
    <message>
        <source>This key is there twice.</source>
        <translation>Deze sleutel staat er twee keer.</translation>
    </message>
    <message>
        <source>This number is too small or too large.</source>
        <translation>Dit getal is te klein of te groot.</translation>
    </message>
    <message>
        <source>This is not known here.</source>
        <translation>Dit is hier niet bekend.</translation>
    </message>
    <message>
        <source>The server cannot be reached now. What you typed stays here.</source>
        <translation>De server is nu niet bereikbaar. Wat je typte, blijft staan.</translation>
    </message>
    <message>
        <source>The server does not accept these values. What you typed stays here.</source>
        <translation>De server accepteert deze waarden niet. Wat je typte, blijft staan.</translation>
    </message>
    <message>
        <source>This site is not yours to set up any more.</source>
        <translation>Je mag deze site niet meer inrichten.</translation>
    </message>
    <message>
        <source>The server did not take it. What you typed stays here.</source>
        <translation>De server nam het niet aan. Wat je typte, blijft staan.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nooit</translation>
    </message>
    <message>
        <source>Outside opening hours, and when nobody is in</source>
        <translation>Buiten openingstijd, en als er niemand is</translation>
    </message>
    <message>
        <source>Always first; people when it is asked for or does not know</source>
        <translation>Altijd eerst; mensen als daarom gevraagd wordt of hij het niet weet</translation>
    </message>
    <message>
        <source>The chat works without asking</source>
        <translation>De chat werkt zonder te vragen</translation>
    </message>
    <message>
        <source>Nothing is sent or kept until the visitor agrees</source>
        <translation>Niets wordt verstuurd of bewaard tot de bezoeker akkoord is</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-mailadres</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>Telefoonnummer</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Keuze</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Nederlands</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Engels</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>niets</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>other values</source>
        <translation>andere waarden</translation>
    </message>
    <message>
        <source>closed all week</source>
        <translation>de hele week gesloten</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n regel</numerusform>
            <numerusform>%n regels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SetupScreen</name>
    <message>
        <source>The changes to %1 are not saved; they wait on the page Sites.</source>
        <translation>De wijzigingen van %1 zijn niet bewaard; ze wachten op de pagina Sites.</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>De wijzigingen van %1 bewaren?</translation>
    </message>
    <message>
        <source>They are on this screen only.</source>
        <translation>Ze staan alleen op dit scherm.</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hier blijven</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Niet bewaren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Reading the sites…</source>
        <translation>Sites lezen…</translation>
    </message>
    <message>
        <source>There is no site to set up</source>
        <translation>Er is geen site om in te richten</translation>
    </message>
    <message>
        <source>Leads set up the sites of their departments.</source>
        <translation>Teamleiders richten de sites van hun afdelingen in.</translation>
    </message>
    <message>
        <source>Make the first site</source>
        <translation>Eerste site maken</translation>
    </message>
    <message>
        <source>The sites cannot be read now</source>
        <translation>De sites zijn nu niet te lezen</translation>
    </message>
    <message>
        <source>Setting a site up needs the server: everything is kept there.</source>
        <translation>Voor het inrichten is de server nodig: daar wordt alles bewaard.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Not saved: something is wrong in a marked section.</source>
        <translation>Niet bewaard: er klopt iets niet in een gemarkeerd onderdeel.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 is bewaard.</translation>
    </message>
    <message>
        <source>Somebody else has saved %1</source>
        <translation>Iemand anders heeft %1 bewaard</translation>
    </message>
    <message>
        <source>While you were changing it, somebody else saved this. Yours can go on top of it: where both of you changed the same, yours counts.</source>
        <translation>Terwijl jij bezig was, heeft iemand anders dit bewaard. Jouw wijzigingen kunnen eroverheen: waar jullie hetzelfde wijzigden, telt die van jou.</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Later beslissen</translation>
    </message>
    <message>
        <source>Take theirs, discard mine</source>
        <translation>Die van de ander nemen</translation>
    </message>
    <message>
        <source>Save mine on top</source>
        <translation>De mijne eroverheen bewaren</translation>
    </message>
    <message>
        <source>There is a site of this id already.</source>
        <translation>Er is al een site met dit id.</translation>
    </message>
    <message>
        <source>End this key?</source>
        <translation>Deze sleutel beëindigen?</translation>
    </message>
    <message>
        <source>Customers whom your shop&apos;s server vouches for with it are guests from then on.</source>
        <translation>Klanten voor wie de server van je winkel er nu mee instaat, zijn vanaf dan gasten.</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>Beëindigen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behouden</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Onderdelen</translation>
    </message>
    <message>
        <source>New site</source>
        <translation>Nieuwe site</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Niet bewaard</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporteren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importeren</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Niet bewaren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bewaren…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>%1, something is wrong here</source>
        <translation>%1, hier klopt iets niet</translation>
    </message>
</context>
<context>
    <name>ShareChart</name>
    <message>
        <source>Accepted share of each text</source>
        <translation>Aangenomen aandeel per tekst</translation>
    </message>
</context>
<context>
    <name>ShellWindow</name>
    <message>
        <source>Practice · Operator Console</source>
        <translation>Oefenen · Operator Console</translation>
    </message>
    <message>
        <source>Operator Console</source>
        <translation>Operator Console</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>chats that wait for an answer</comment>
        <translation>
            <numerusform>%n wacht</numerusform>
            <numerusform>%n wachten</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>Just change</source>
        <translation>Alleen wisselen</translation>
    </message>
    <message>
        <source>Hand over and change</source>
        <translation>Overdragen en wisselen</translation>
    </message>
    <message>
        <source>Just sign out</source>
        <translation>Alleen afmelden</translation>
    </message>
    <message>
        <source>Hand over and sign out</source>
        <translation>Overdragen en afmelden</translation>
    </message>
    <message>
        <source>Just quit</source>
        <translation>Alleen afsluiten</translation>
    </message>
    <message>
        <source>Hand over and quit</source>
        <translation>Overdragen en afsluiten</translation>
    </message>
    <message>
        <source>Quit Operator Console?</source>
        <translation>Operator Console afsluiten?</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Nu proberen</translation>
    </message>
    <message>
        <source>An administrator changed what you may see and do. The window shows what counts now.</source>
        <translation>Een beheerder heeft veranderd wat je mag zien en doen. Het venster toont wat nu geldt.</translation>
    </message>
    <message>
        <source>Change account?</source>
        <translation>Naar een ander account?</translation>
    </message>
    <message>
        <source>Sign out?</source>
        <translation>Afmelden?</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Sneltoetsen</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Afdrukken…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Opslaan als pdf…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Operator Console: keyboard shortcuts</source>
        <translation>Operator Console: sneltoetsen</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle toetsen</translation>
    </message>
    <message>
        <source>keyboard-shortcuts.pdf</source>
        <translation>sneltoetsen.pdf</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Opslaan als pdf</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Opgeslagen als %1</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another folder.</source>
        <translation>%1 kon niet worden geschreven. Kies een andere map.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. You can save the sheet as PDF.</source>
        <translation>Op deze computer is geen printer ingesteld. Je kunt het blad als pdf opslaan.</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Fill in your account.</source>
        <translation>Vul je account in.</translation>
    </message>
    <message>
        <source>Fill in your password.</source>
        <translation>Vul je wachtwoord in.</translation>
    </message>
    <message>
        <source>Fill in the address of your chat server.</source>
        <translation>Vul het adres van je chatserver in.</translation>
    </message>
    <message>
        <source>This is not an address. An example: chat.example.com</source>
        <translation>Dit is geen adres. Een voorbeeld: chat.example.com</translation>
    </message>
    <message>
        <source>Without encryption your password could be read. Use https://</source>
        <translation>Zonder versleuteling is je wachtwoord mee te lezen. Gebruik https://</translation>
    </message>
    <message>
        <source>Too many attempts. Try again in %1.</source>
        <translation>Te veel pogingen. Probeer het over %1 opnieuw.</translation>
    </message>
    <message>
        <source>Waiting for the keyring of your system. Does it ask for its password?</source>
        <translation>Wachten op de sleutelbos van je systeem. Vraagt die om een wachtwoord?</translation>
    </message>
    <message>
        <source>You can try again now.</source>
        <translation>Je kunt het nu opnieuw proberen.</translation>
    </message>
    <message>
        <source>You stay signed in until the console is closed.</source>
        <translation>Je blijft aangemeld tot de console sluit.</translation>
    </message>
    <message>
        <source>Kept in the keyring of your system, never in a file.</source>
        <translation>Bewaard in de sleutelbos van je systeem, nooit in een bestand.</translation>
    </message>
    <message>
        <source>This computer has no keyring.</source>
        <translation>Deze computer heeft geen sleutelbos.</translation>
    </message>
    <message>
        <source>The keyring of this computer has not been set up yet.</source>
        <translation>De sleutelbos van deze computer is nog niet ingericht.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked.</source>
        <translation>De sleutelbos van deze computer is vergrendeld.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not answer.</source>
        <translation>De sleutelbos van deze computer antwoordde niet.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not work.</source>
        <translation>De sleutelbos van deze computer werkt niet.</translation>
    </message>
    <message>
        <source>There is no server with this name. Is it spelled right?</source>
        <translation>Er is geen server met deze naam. Is hij goed gespeld?</translation>
    </message>
    <message>
        <source>The server does not answer. Check the address and your connection.</source>
        <translation>De server antwoordt niet. Controleer het adres en je verbinding.</translation>
    </message>
    <message>
        <source>Something answers there, but it is no chat server.</source>
        <translation>Daar antwoordt iets, maar het is geen chatserver.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Ask your administrator.</source>
        <translation>Het certificaat van de server wordt niet vertrouwd. Vraag het je beheerder.</translation>
    </message>
    <message>
        <source>This console is too old or too new for this server. Update it.</source>
        <translation>Deze console is te oud of te nieuw voor deze server. Werk hem bij.</translation>
    </message>
    <message>
        <source>Account or password is wrong.</source>
        <translation>Account of wachtwoord klopt niet.</translation>
    </message>
    <message>
        <source>You were signed out. Fill in your password again.</source>
        <translation>Je bent afgemeld. Vul je wachtwoord opnieuw in.</translation>
    </message>
    <message>
        <source>You are signed out on this computer. The server could not be told: end this sign-in under Devices when you are signed in again.</source>
        <translation>Je bent op deze computer afgemeld. De server kon het niet horen: beëindig deze aanmelding bij Apparaten als je weer bent aangemeld.</translation>
    </message>
    <message>
        <source>The server cannot sign anybody in now. Try again in a minute.</source>
        <translation>De server kan nu niemand aanmelden. Probeer het over een minuut opnieuw.</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Sign in · Operator Console</source>
        <translation>Aanmelden · Operator Console</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Aanmelden…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>Operator Console</source>
        <translation>Operator Console</translation>
    </message>
    <message>
        <source>Sign in to answer your visitors.</source>
        <translation>Meld je aan om je bezoekers te antwoorden.</translation>
    </message>
    <message>
        <source>Use another account</source>
        <translation>Gebruik een ander account</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Serveradres</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Wachtwoord</translation>
    </message>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation>Houd mij aangemeld op deze computer</translation>
    </message>
    <message>
        <source>Looking for the keyring of your system…</source>
        <translation>De sleutelbos van je systeem wordt gezocht…</translation>
    </message>
</context>
<context>
    <name>SitePart</name>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Visitors read it above the chat.</source>
        <translation>Bezoekers lezen dit boven de chat.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Toegestane adressen</translation>
    </message>
    <message>
        <source>Only pages at these addresses may show the chat. One per line, without a path.</source>
        <translation>Alleen pagina&apos;s op deze adressen mogen de chat tonen. Eén per regel, zonder pad.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kleur</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Where a page does not tell its own.</source>
        <translation>Als een pagina zelf geen taal noemt.</translation>
    </message>
    <message>
        <source>Currency of sales</source>
        <translation>Valuta van verkopen</translation>
    </message>
    <message>
        <source>Agents see what visitors type before it is sent</source>
        <translation>Medewerkers zien wat bezoekers typen voordat het verstuurd is</translation>
    </message>
    <message>
        <source>The widget tells the visitor.</source>
        <translation>De widget zegt dat tegen de bezoeker.</translation>
    </message>
    <message>
        <source>The site shows the help articles itself, at /help</source>
        <translation>De site toont de hulpartikelen zelf, op /help</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Afdeling</translation>
    </message>
    <message>
        <source>Whose agents answer; the server&apos;s administrator changes it.</source>
        <translation>Wiens medewerkers antwoorden; de beheerder van de server wijzigt dit.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>On a white page this button is hard to find (contrast %1 : 1, at least 3 : 1 is needed).</source>
        <translation>Op een witte pagina valt deze knop nauwelijks op (contrast %1 : 1; minstens 3 : 1 is nodig).</translation>
    </message>
    <message>
        <source>White text on it reads well (contrast %1 : 1).</source>
        <translation>Witte tekst erop is goed leesbaar (contrast %1 : 1).</translation>
    </message>
    <message>
        <source>The widget writes dark text on it; on a white page it stands out enough (%1 : 1).</source>
        <translation>De widget zet er donkere tekst op; op een witte pagina valt hij genoeg op (%1 : 1).</translation>
    </message>
</context>
<context>
    <name>SiteTransfer</name>
    <message>
        <source>Save the settings of the site</source>
        <translation>Instellingen van de site opslaan</translation>
    </message>
    <message>
        <source>Take settings over from a file</source>
        <translation>Instellingen uit een bestand overnemen</translation>
    </message>
    <message>
        <source>Settings of a site (*.json)</source>
        <translation>Instellingen van een site (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle bestanden (*)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Opgeslagen als %1.</translation>
    </message>
    <message>
        <source>%1 cannot be written there.</source>
        <translation>%1 kan daar niet worden opgeslagen.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kan niet worden gelezen.</translation>
    </message>
    <message>
        <source>%1 says what is set already.</source>
        <translation>In %1 staat wat al ingesteld is.</translation>
    </message>
    <message>
        <source>Take over %1?</source>
        <translation>%1 overnemen?</translation>
    </message>
    <message numerus="yes">
        <source>%n values of %1 would be others, and are saved then.</source>
        <translation>
            <numerusform>%n waarde van %1 verandert en wordt dan bewaard.</numerusform>
            <numerusform>%n waarden van %1 veranderen en worden dan bewaard.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave everything as it is</source>
        <translation>Alles zo laten</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Overnemen</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of the console.</source>
        <translation>%1 is geschreven door een nieuwere versie van de console.</translation>
    </message>
    <message>
        <source>%1 is no file with the settings of a site.</source>
        <translation>%1 is geen bestand met instellingen van een site.</translation>
    </message>
</context>
<context>
    <name>SnipSheet</name>
    <message>
        <source>Use this picture?</source>
        <translation>Deze afbeelding gebruiken?</translation>
    </message>
    <message>
        <source>It is put with your answer and goes to the visitor when you send.</source>
        <translation>Ze komt bij je antwoord en gaat naar de bezoeker als je verstuurt.</translation>
    </message>
    <message>
        <source>The part of the screen that you chose</source>
        <translation>Het stuk van het scherm dat je koos</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation>Opnieuw kiezen</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Gebruiken</translation>
    </message>
</context>
<context>
    <name>Staffing</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1: closed</source>
        <translation>%1: gesloten</translation>
    </message>
    <message>
        <source>%1: %2 needed. A quiet one needs %3, a busy one %4. About %5 chats; then %6 of replies come within %7 s.</source>
        <translation>%1: bezetting %2. Een rustig halfuur heeft er %3 nodig, een druk halfuur %4. Ongeveer %5 chats; dan komt %6 van de antwoorden binnen %7 s.</translation>
    </message>
    <message>
        <source>%1 hours of work a week, planned from the last %2 days: %3 of replies within %4 s.</source>
        <translation>%1 uur werk per week, op basis van %2 dagen: %3 van de antwoorden binnen %4 s.</translation>
    </message>
    <message>
        <source>No number of agents gives more than %1: the other answers take longer than %2 s by themselves. Holding lines, better articles or practice help there.</source>
        <translation>Meer dan %1 haal je met geen enkele bezetting: de andere antwoorden kosten zelf al meer dan %2 s. Een wachtregel, betere artikelen of oefenen helpt dan wel.</translation>
    </message>
    <message>
        <source>How this is counted: the desk is simulated with your own recorded chats, times of answers, pauses of visitors and their patience. An agent has several chats and writes one answer at a time. The number is the smallest with which the share is met; a quiet and a busy half hour are one in ten each.</source>
        <translation>Zo is dit geteld: de desk wordt nagespeeld met je eigen chats, antwoordtijden, pauzes van bezoekers en hun geduld. Een medewerker heeft meer chats tegelijk en schrijft één antwoord tegelijk. Het getal is het kleinste waarmee het doel wordt gehaald; één op de tien halfuren is rustiger, en één op de tien drukker dan het bereik ernaast.</translation>
    </message>
    <message>
        <source>How this is counted: there = agents online, busy or ending their shift, on average over the half hour. In time = share of the questions asked in it that were answered within their limit.</source>
        <translation>Zo is dit geteld: aanwezig = medewerkers die online, bezet of aan het afsluiten zijn, gemiddeld over het halfuur. Op tijd = deel van de vragen uit dat halfuur dat binnen de limiet is beantwoord.</translation>
    </message>
    <message>
        <source>Too few visits were seen in opening hours to say.</source>
        <translation>Er zijn te weinig bezoeken binnen openingstijd gezien om er iets over te zeggen.</translation>
    </message>
    <message>
        <source>Nobody visited outside opening hours.</source>
        <translation>Buiten openingstijd kwam er niemand langs.</translation>
    </message>
    <message>
        <source>About %1 chats were missed outside opening hours (%2 with 90 % certainty).</source>
        <translation>Ongeveer %1 chats zijn buiten openingstijd gemist (%2 met 90% zekerheid).</translation>
    </message>
    <message>
        <source>How this is counted: in opening hours %1 of %2 visits led to a chat (%3). The same share of the %4 visits outside them, less the %5 chats that began there all the same.</source>
        <translation>Zo is dit geteld: binnen openingstijd leidden %1 van de %2 bezoeken tot een chat (%3). Datzelfde deel van de %4 bezoeken daarbuiten, min de %5 chats die daar toch begonnen.</translation>
    </message>
    <message>
        <source>%1: %2 needed, still to come</source>
        <translation>%1: %2 nodig, komt nog</translation>
    </message>
    <message>
        <source>%1: %2 needed, %3 there, %4 in time</source>
        <translation>%1: %2 nodig, %3 aanwezig, %4 op tijd</translation>
    </message>
    <message>
        <source>%1: %2 needed, only %3 there, %4 in time</source>
        <translation>%1: %2 nodig, maar %3 aanwezig, %4 op tijd</translation>
    </message>
</context>
<context>
    <name>StaffingScreen</name>
    <message>
        <source>There is no site to plan for</source>
        <translation>Er is geen site om voor te plannen</translation>
    </message>
    <message>
        <source>Reading what was recorded…</source>
        <translation>De gegevens worden gelezen…</translation>
    </message>
    <message>
        <source>The record cannot be read now</source>
        <translation>De gegevens zijn nu niet te lezen</translation>
    </message>
    <message>
        <source>Planning needs the server: what was recorded is kept there.</source>
        <translation>Voor de planning is de server nodig: daar worden de gegevens bewaard.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>No hours to plan</source>
        <translation>Geen uren om te plannen</translation>
    </message>
    <message>
        <source>Choose above when somebody should be there.</source>
        <translation>Kies hierboven wanneer er iemand moet zijn.</translation>
    </message>
    <message>
        <source>The desk is simulated with its own recorded days; this takes some seconds.</source>
        <translation>De desk wordt nagespeeld met de eigen dagen; dat duurt enkele seconden.</translation>
    </message>
    <message>
        <source>Planning the week…</source>
        <translation>De week wordt berekend…</translation>
    </message>
    <message>
        <source>A plan needs at least %1 days and %2 answers. So far there are %3 days and %4 answers; more come by themselves.</source>
        <translation>Voor een planning zijn minstens %1 dagen en %2 antwoorden nodig. Nu zijn het %3 dagen en %4 antwoorden; het worden er vanzelf meer.</translation>
    </message>
    <message>
        <source>Too little is recorded yet</source>
        <translation>Er zijn nog te weinig gegevens</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Opnieuw kijken</translation>
    </message>
</context>
<context>
    <name>StaffingView</name>
    <message>
        <source>Staffing</source>
        <translation>Bezetting</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Share of replies in time</source>
        <translation>Deel van de antwoorden op tijd</translation>
    </message>
    <message>
        <source>Plan anew</source>
        <translation>Opnieuw berekenen</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Berekenen</translation>
    </message>
    <message>
        <source>%1 in time</source>
        <translation>%1 op tijd</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Missed demand</source>
        <translation>Gemiste vraag</translation>
    </message>
</context>
<context>
    <name>StartSheet</name>
    <message>
        <source>Practice</source>
        <translation>Oefenen</translation>
    </message>
    <message>
        <source>Written visitors chat with you in a space of its own, with your sites and your knowledge base. Nothing of it counts, nobody else sees it, and it is gone when you close it.</source>
        <translation>Geschreven bezoekers chatten met je in een eigen ruimte, met jouw sites en jouw kennisbank. Niets ervan telt mee, niemand anders ziet het, en het is weg zodra je het sluit.</translation>
    </message>
    <message>
        <source>Language of the cases</source>
        <translation>Taal van de oefeningen</translation>
    </message>
    <message>
        <source>Both languages</source>
        <translation>Beide talen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Choose all cases</source>
        <translation>Alle oefeningen kiezen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>Choose no case</source>
        <translation>Geen oefening kiezen</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Willekeurig</translation>
    </message>
    <message>
        <source>Choose some cases at random</source>
        <translation>Een paar oefeningen willekeurig kiezen</translation>
    </message>
    <message>
        <source>Cases to practise</source>
        <translation>Oefeningen om uit te kiezen</translation>
    </message>
    <message>
        <source>Visitors at once</source>
        <translation>Bezoekers tegelijk</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langzaam</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>Zoals geschreven</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Snel</translation>
    </message>
    <message>
        <source>Your own window stays open and goes on alerting you: every sound you hear is a real one.</source>
        <translation>Je eigen venster blijft open en blijft je waarschuwen: elk geluid dat je hoort is echt.</translation>
    </message>
    <message>
        <source>Remove this case</source>
        <translation>Deze oefening verwijderen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Start practice</source>
        <translation>Beginnen met oefenen</translation>
    </message>
    <message>
        <source>Choose at least one case.</source>
        <translation>Kies minstens één oefening.</translation>
    </message>
    <message numerus="yes">
        <source>%n cases, at most %1 at the same time.</source>
        <translation>
            <numerusform>%n oefening, hooguit %1 tegelijk.</numerusform>
            <numerusform>%n oefeningen, hooguit %1 tegelijk.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Catching up, %1</source>
        <translation>Bijwerken, %1</translation>
    </message>
    <message>
        <source>Connecting, %1</source>
        <translation>Verbinden, %1</translation>
    </message>
    <message numerus="yes">
        <source>Slow, %n messages wait for the server</source>
        <translation>
            <numerusform>Traag, %n bericht wacht op de server</numerusform>
            <numerusform>Traag, %n berichten wachten op de server</numerusform>
        </translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Traag</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Verbonden</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Offline sinds %1</translation>
    </message>
    <message numerus="yes">
        <source>%n messages kept</source>
        <translation>
            <numerusform>%n bericht bewaard</numerusform>
            <numerusform>%n berichten bewaard</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying now</source>
        <translation>Nieuwe poging loopt</translation>
    </message>
    <message>
        <source>Trying again in %1</source>
        <translation>Volgende poging over %1</translation>
    </message>
    <message>
        <source>Shows what is kept on this computer</source>
        <translation>Toont wat op deze computer is bewaard</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Nu proberen</translation>
    </message>
    <message numerus="yes">
        <source>%n messages in the outbox</source>
        <translation>
            <numerusform>%n bericht in de uitbak</numerusform>
            <numerusform>%n berichten in de uitbak</numerusform>
        </translation>
    </message>
    <message>
        <source>Demo shop: %1</source>
        <translation>Demowinkel: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Open the demo shop in the browser</source>
        <translation>Open de demowinkel in de browser</translation>
    </message>
</context>
<context>
    <name>StorageNotices</name>
    <message>
        <source>This machine&apos;s copy of chats and articles was unusable and is fetched again; nothing is lost. Old file: %1</source>
        <translation>De kopie van chats en artikelen op deze computer was onbruikbaar en wordt opnieuw opgehaald; er is niets verloren. Oud bestand: %1</translation>
    </message>
    <message>
        <source>Old file: %1</source>
        <translation>Oud bestand: %1</translation>
    </message>
    <message numerus="yes">
        <source>The server was put back to an older copy: %n messages of your chats are not on it any more.</source>
        <translation>
            <numerusform>De server is teruggezet naar een oudere kopie: %n bericht uit je chats staat er niet meer op.</numerusform>
            <numerusform>De server is teruggezet naar een oudere kopie: %n berichten uit je chats staan er niet meer op.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your own wait in their chats: send them again or discard them.</source>
        <translation>Je eigen berichten wachten in hun chats: verstuur ze opnieuw of verwijder ze.</translation>
    </message>
    <message>
        <source>All of them are kept in a file: %1</source>
        <translation>Ze staan allemaal in een bestand: %1</translation>
    </message>
    <message>
        <source>The settings could not be read, so the defaults hold. Old file: %1</source>
        <translation>De instellingen waren niet te lezen; de standaard geldt. Oud bestand: %1</translation>
    </message>
    <message>
        <source>Settings cannot be saved: what you change holds until the console is closed.</source>
        <translation>Instellingen kunnen niet worden bewaard: wat je wijzigt, geldt tot je de console sluit.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer opnieuw</translation>
    </message>
    <message>
        <source>Copy its place</source>
        <translation>Kopieer de plek</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts is damaged.</source>
        <translation>Het bestand met je onverstuurde berichten en concepten is beschadigd.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts is empty.</source>
        <translation>Het bestand met je onverstuurde berichten en concepten is leeg.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts was written by another program.</source>
        <translation>Het bestand met je onverstuurde berichten en concepten is door een ander programma geschreven.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts is of a newer console.</source>
        <translation>Het bestand met je onverstuurde berichten en concepten is van een nieuwere console.</translation>
    </message>
    <message>
        <source>The file with unsent messages and drafts is of another account.</source>
        <translation>Het bestand met onverstuurde berichten en concepten is van een ander account.</translation>
    </message>
    <message>
        <source>A folder stands where your unsent messages and drafts are kept.</source>
        <translation>Er staat een map op de plek van je onverstuurde berichten en concepten.</translation>
    </message>
    <message>
        <source>The file with your unsent messages and drafts cannot be read.</source>
        <translation>Het bestand met je onverstuurde berichten en concepten is niet te lezen.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them could be read: check each before you send it.</source>
        <translation>
            <numerusform>Er is %n van gelezen: controleer het voor je het verstuurt.</numerusform>
            <numerusform>Er zijn er %n gelezen: controleer elk voor je het verstuurt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n was niet te lezen.</numerusform>
            <numerusform>%n waren niet te lezen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing could be brought over.</source>
        <translation>Er kon niets worden overgenomen.</translation>
    </message>
</context>
<context>
    <name>Street</name>
    <message>
        <source>Who</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Page on screen</source>
        <translation>Pagina in beeld</translation>
    </message>
    <message>
        <source>On page</source>
        <translation>Op pagina</translation>
    </message>
    <message>
        <source>On site</source>
        <translation>Op site</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Bezoeken</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Komt van</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Apparaat</translation>
    </message>
    <message>
        <source>Cart</source>
        <translation>Winkelwagen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The site vouches for who this is.</source>
        <translation>De site staat ervoor in wie dit is.</translation>
    </message>
    <message>
        <source>directly</source>
        <translation>rechtstreeks</translation>
    </message>
    <message>
        <source>In a chat with %1</source>
        <translation>Chat met %1</translation>
    </message>
    <message>
        <source>Waits in a chat</source>
        <translation>Wacht op een medewerker</translation>
    </message>
    <message>
        <source>In a chat</source>
        <translation>In een chat</translation>
    </message>
    <message>
        <source>Said no on %1</source>
        <translation>Zei nee op %1</translation>
    </message>
    <message>
        <source>Invited at %1</source>
        <translation>Uitgenodigd %1</translation>
    </message>
    <message>
        <source>Just left</source>
        <translation>Net weg</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Kijkt rond</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geverifieerd</translation>
    </message>
    <message>
        <source>%1 on the page</source>
        <translation>%1 op de pagina</translation>
    </message>
    <message>
        <source>%1 on the site</source>
        <translation>%1 op de site</translation>
    </message>
    <message>
        <source>They said no on %1. That is respected for 30 days.</source>
        <translation>Zei nee op %1. Dat respecteren we 30 dagen.</translation>
    </message>
    <message>
        <source>The server holds this one back.</source>
        <translation>De server houdt deze uitnodiging tegen.</translation>
    </message>
    <message>
        <source>They are not on the site any more.</source>
        <translation>Deze bezoeker is niet meer op de site.</translation>
    </message>
    <message>
        <source>They are in a chat, or were in this visit.</source>
        <translation>Deze bezoeker chat, of deed dat al in dit bezoek.</translation>
    </message>
    <message>
        <source>They are paying: nobody is disturbed on a payment page.</source>
        <translation>Deze bezoeker rekent af: op een betaalpagina storen we niemand.</translation>
    </message>
    <message>
        <source>They said no. That is respected for 30 days.</source>
        <translation>Deze bezoeker zei nee. Dat respecteren we 30 dagen.</translation>
    </message>
    <message>
        <source>They were invited in this visit already; once is enough.</source>
        <translation>Deze bezoeker is in dit bezoek al uitgenodigd; één keer is genoeg.</translation>
    </message>
    <message>
        <source>The site is closed now.</source>
        <translation>De site is nu gesloten.</translation>
    </message>
    <message>
        <source>No agent has room for another chat at this moment.</source>
        <translation>Geen medewerker heeft nu ruimte voor nog een chat.</translation>
    </message>
</context>
<context>
    <name>StreetScreen</name>
    <message>
        <source>Visitors</source>
        <translation>Bezoekers</translation>
    </message>
    <message>
        <source>On the sites now</source>
        <translation>Nu op de sites</translation>
    </message>
    <message>
        <source>Invitation rules</source>
        <translation>Uitnodigingsregels</translation>
    </message>
</context>
<context>
    <name>SuggestionChip</name>
    <message>
        <source>Insert the link</source>
        <translation>Voeg de link in</translation>
    </message>
    <message>
        <source>Show the article %1</source>
        <translation>Toon het artikel %1</translation>
    </message>
    <message>
        <source>Because of: %1</source>
        <translation>Vanwege: %1</translation>
    </message>
    <message>
        <source>It means much the same as the question.</source>
        <translation>Het betekent ongeveer hetzelfde als de vraag.</translation>
    </message>
    <message>
        <source>Found through translated words (%1): look before you use it.</source>
        <translation>Gevonden via vertaalde woorden (%1): kijk voor je het gebruikt.</translation>
    </message>
    <message>
        <source>It is in another language (%1): look before you use it.</source>
        <translation>Het is in een andere taal (%1): kijk voordat je het gebruikt.</translation>
    </message>
    <message>
        <source>Insert the link to %1</source>
        <translation>Voeg de link naar %1 in</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>Suggestions from the knowledge base</source>
        <translation>Suggesties uit de kennisbank</translation>
    </message>
    <message>
        <source>From the knowledge base</source>
        <translation>Uit de kennisbank</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Add a tag</source>
        <translation>Voeg een label toe</translation>
    </message>
    <message>
        <source>Add a tag, Enter after each</source>
        <translation>Voeg een label toe, Enter na elk</translation>
    </message>
    <message>
        <source>Take away the tag %1</source>
        <translation>Haal het label %1 weg</translation>
    </message>
</context>
<context>
    <name>TagsPopup</name>
    <message>
        <source>Tags of this chat</source>
        <translation>Labels van deze chat</translation>
    </message>
</context>
<context>
    <name>TargetsPage</name>
    <message>
        <source>Targets</source>
        <translation>Streeftijden</translation>
    </message>
    <message>
        <source>How soon a visitor gets an answer. Your administrator sets this for each site.</source>
        <translation>Hoe snel een bezoeker antwoord krijgt. Je beheerder stelt dit per site in.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwoord binnen</translation>
    </message>
    <message>
        <source>Warning at</source>
        <translation>Waarschuwing bij</translation>
    </message>
    <message>
        <source>After a holding line</source>
        <translation>Na een tussenbericht</translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>A lead</source>
        <translation>Een teamleider</translation>
    </message>
    <message>
        <source>%1 looks along</source>
        <translation>%1 kijkt mee</translation>
    </message>
    <message>
        <source>%1 has set your status: %2</source>
        <translation>%1 heeft je status gezet: %2</translation>
    </message>
    <message>
        <source>%1 has set your limit to %2 chats</source>
        <translation>%1 heeft je limiet op %2 chats gezet</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In de wachtrij</translation>
    </message>
    <message>
        <source>%1 is away</source>
        <translation>%1 is weg</translation>
    </message>
    <message>
        <source>Agent: %1</source>
        <translation>Medewerker: %1</translation>
    </message>
    <message>
        <source>Asks for help since %1</source>
        <translation>Vraagt hulp sinds %1</translation>
    </message>
    <message>
        <source>Open for %1</source>
        <translation>Open sinds %1</translation>
    </message>
    <message>
        <source>screen locked</source>
        <translation>scherm vergrendeld</translation>
    </message>
    <message>
        <source>novice</source>
        <translation>beginner</translation>
    </message>
    <message numerus="yes">
        <source>%n chats wait for an answer</source>
        <translation>
            <numerusform>%n chat wacht op antwoord</numerusform>
            <numerusform>%n chats wachten op antwoord</numerusform>
        </translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limiet %1</translation>
    </message>
    <message>
        <source>the longest for %1</source>
        <translation>de langste al %1</translation>
    </message>
    <message>
        <source>No replies yet</source>
        <translation>Nog geen antwoorden</translation>
    </message>
    <message>
        <source>%1% in time</source>
        <translation>%1% op tijd</translation>
    </message>
    <message>
        <source>Queue %1</source>
        <translation>Wachtrij %1</translation>
    </message>
    <message>
        <source>longest wait %1, too late</source>
        <translation>langste wacht %1, te laat</translation>
    </message>
    <message>
        <source>longest wait %1</source>
        <translation>langste wacht %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln first replies</source>
        <translation>
            <numerusform>%Ln eerste antwoord</numerusform>
            <numerusform>%Ln eerste antwoorden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 given up</source>
        <translation>%1 afgehaakt</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>You look along; %1 sees that</source>
        <translation>Je kijkt mee; %1 ziet dat</translation>
    </message>
    <message>
        <source>You and %1 look along; %2 sees that</source>
        <translation>Jij en %1 kijken mee; %2 ziet dat</translation>
    </message>
    <message>
        <source>%1 types…</source>
        <translation>%1 typt…</translation>
    </message>
    <message>
        <source>It is closed, or not one of your departments&apos; chats.</source>
        <translation>Hij is gesloten, of hoort niet bij jouw afdelingen.</translation>
    </message>
    <message>
        <source>It is your own chat: you find it in your list.</source>
        <translation>Het is je eigen chat: je vindt hem in je lijst.</translation>
    </message>
    <message>
        <source>You look along in too many chats at once.</source>
        <translation>Je kijkt in te veel chats tegelijk mee.</translation>
    </message>
    <message>
        <source>The server did not answer. Try again in a moment.</source>
        <translation>De server gaf geen antwoord. Probeer het zo nog eens.</translation>
    </message>
    <message>
        <source>whoever gets the chat</source>
        <translation>wie de chat krijgt</translation>
    </message>
    <message>
        <source>the agent</source>
        <translation>de medewerker</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 en %2</translation>
    </message>
</context>
<context>
    <name>TeamScreen</name>
    <message>
        <source>You may not see it any more, or the server cannot show it now.</source>
        <translation>Je mag het niet meer zien, of de server kan het nu niet tonen.</translation>
    </message>
    <message>
        <source>The wall cannot be shown</source>
        <translation>Het bord kan niet worden getoond</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Loading the wall…</source>
        <translation>Bord laden…</translation>
    </message>
    <message numerus="yes">
        <source>%n chats</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything today</source>
        <translation>Alles vandaag</translation>
    </message>
    <message>
        <source>As of %1, catching up</source>
        <translation>Stand van %1, wordt bijgewerkt</translation>
    </message>
    <message>
        <source>No chat fits the filters.</source>
        <translation>Geen chat past bij de filters.</translation>
    </message>
    <message>
        <source>Nobody is waiting, and no chat is open.</source>
        <translation>Niemand wacht en er is geen chat open.</translation>
    </message>
</context>
<context>
    <name>TeamView</name>
    <message>
        <source>The team&apos;s wall</source>
        <translation>Het bord van het team</translation>
    </message>
    <message>
        <source>Queue and chats, what is due first</source>
        <translation>Wachtrij en chats, het dringendste eerst</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Afdeling</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Medewerker</translation>
    </message>
    <message>
        <source>Only late</source>
        <translation>Alleen te laat</translation>
    </message>
    <message>
        <source>Show on the whole screen</source>
        <translation>Op het hele scherm tonen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Alle sites</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>Alle afdelingen</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Iedereen</translation>
    </message>
    <message>
        <source>Choose a colleague to change limit or status</source>
        <translation>Kies een collega om limiet of status te wijzigen</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Limiet %1</translation>
    </message>
    <message>
        <source>One chat less</source>
        <translation>Eén chat minder</translation>
    </message>
    <message>
        <source>One chat more</source>
        <translation>Eén chat meer</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>Answer</source>
        <translation>Antwoord</translation>
    </message>
</context>
<context>
    <name>TextForm</name>
    <message>
        <source>Take %1 away</source>
        <translation>%1 weghalen</translation>
    </message>
    <message>
        <source>%1, for guests (if it must be another)</source>
        <translation>%1, voor gasten (als die anders moet zijn)</translation>
    </message>
</context>
<context>
    <name>TextsPart</name>
    <message>
        <source>Greeting</source>
        <translation>Begroeting</translation>
    </message>
    <message>
        <source>Hello! What can we do for you?</source>
        <translation>Hallo! Waarmee kunnen we je helpen?</translation>
    </message>
    <message>
        <source>When nobody is there</source>
        <translation>Als er niemand is</translation>
    </message>
    <message>
        <source>We are back tomorrow at nine.</source>
        <translation>We zijn er morgen om negen uur weer.</translation>
    </message>
    <message>
        <source>Question for consent</source>
        <translation>Vraag om toestemming</translation>
    </message>
    <message>
        <source>Address of the privacy statement</source>
        <translation>Adres van de privacyverklaring</translation>
    </message>
</context>
<context>
    <name>ThinkOfLine</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Not in this chat any more</source>
        <translation>In dit gesprek niet meer</translation>
    </message>
    <message>
        <source>Think of: %1</source>
        <translation>Denk aan: %1</translation>
    </message>
    <message>
        <source>Show the article %1</source>
        <translation>Toon het artikel %1</translation>
    </message>
</context>
<context>
    <name>ThinkOfList</name>
    <message>
        <source>Add a hint</source>
        <translation>Tip toevoegen</translation>
    </message>
</context>
<context>
    <name>TodayModel</name>
    <message>
        <source>From</source>
        <translation>Vanaf</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Nodig</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Aanwezig</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>Op tijd</translation>
    </message>
</context>
<context>
    <name>TodayTable</name>
    <message>
        <source>Today: needed and there</source>
        <translation>Vandaag: nodig en aanwezig</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>New messages</source>
        <translation>Nieuwe berichten</translation>
    </message>
    <message>
        <source>Open picture %1</source>
        <translation>Open afbeelding %1</translation>
    </message>
    <message>
        <source>Save %1, %2</source>
        <translation>%1 opslaan, %2</translation>
    </message>
    <message>
        <source>The rest is too long to show; copying takes all of it</source>
        <translation>De rest is te lang om te tonen; kopiëren neemt alles mee</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Toon meer</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Niet verstuurd</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Weggooien</translation>
    </message>
    <message>
        <source>Read</source>
        <comment>what a colleague wrote</comment>
        <translation>Lezen</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Toch versturen</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Opnieuw versturen</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Tekst kopiëren</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Niet beschikbaar</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>The visitor</source>
        <translation>De bezoeker</translation>
    </message>
    <message>
        <source>%1 viewed “%2”</source>
        <translation>%1 bekeek “%2”</translation>
    </message>
    <message>
        <source>%1 took the chat</source>
        <translation>%1 nam de chat aan</translation>
    </message>
    <message>
        <source>An agent</source>
        <translation>Een medewerker</translation>
    </message>
    <message>
        <source>%1 has left</source>
        <translation>%1 is weg</translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation>%1 is terug</translation>
    </message>
    <message>
        <source>The agent</source>
        <translation>De medewerker</translation>
    </message>
    <message>
        <source>%1 does not want to wait and can be reached: %2</source>
        <translation>%1 wil niet wachten en is te bereiken: %2</translation>
    </message>
    <message>
        <source>The visitor was told that it takes a little longer</source>
        <translation>De bezoeker weet dat het iets langer duurt</translation>
    </message>
    <message>
        <source>%1 gave the chat to %2</source>
        <translation>%1 gaf de chat aan %2</translation>
    </message>
    <message>
        <source>The chat is in the queue</source>
        <translation>De chat staat in de wachtrij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Article: %1</source>
        <translation>Artikel: %1</translation>
    </message>
    <message>
        <source>%1 wants to be called: %2</source>
        <translation>%1 wil gebeld worden: %2</translation>
    </message>
    <message>
        <source>%1 is asked whether “%2” may open</source>
        <translation>Aan %1 is gevraagd of “%2” open mag</translation>
    </message>
    <message>
        <source>%1 opens “%2”</source>
        <translation>%1 opent “%2”</translation>
    </message>
    <message>
        <source>%1 does not want to open “%2”</source>
        <translation>%1 wil “%2” niet openen</translation>
    </message>
    <message>
        <source>Marked as “no answer needed”</source>
        <translation>Gemarkeerd als “geen antwoord nodig”</translation>
    </message>
    <message>
        <source>The chat was wrapped up</source>
        <translation>De chat is afgerond</translation>
    </message>
    <message>
        <source>This line is not supported, please update</source>
        <translation>Deze regel wordt niet ondersteund, werk de console bij</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>%1 did not answer; the chat stays where it is</source>
        <translation>%1 heeft niet gereageerd; de chat blijft waar hij is</translation>
    </message>
    <message>
        <source>%1 does not hand the chat over after all</source>
        <translation>%1 draagt de chat toch niet over</translation>
    </message>
    <message>
        <source>%1 does not take the chat: “%2”</source>
        <translation>%1 neemt de chat niet over: “%2”</translation>
    </message>
    <message>
        <source>%1 does not take the chat</source>
        <translation>%1 neemt de chat niet over</translation>
    </message>
    <message>
        <source>%1 offers the chat to %2: “%3”</source>
        <translation>%1 biedt de chat aan %2 aan: “%3”</translation>
    </message>
    <message>
        <source>%1 offers the chat to %2</source>
        <translation>%1 biedt de chat aan %2 aan</translation>
    </message>
    <message>
        <source>%1 lowered the hand</source>
        <translation>%1 deed de hand omlaag</translation>
    </message>
    <message>
        <source>%1 asks for help: “%2”</source>
        <translation>%1 vraagt om hulp: “%2”</translation>
    </message>
    <message>
        <source>%1 asks for help</source>
        <translation>%1 vraagt om hulp</translation>
    </message>
    <message>
        <source>%1 is away; a colleague can take over</source>
        <translation>%1 is weg; een collega kan het overnemen</translation>
    </message>
    <message>
        <source>%1 is away; the chat is in the queue again</source>
        <translation>%1 is weg; de chat staat weer in de wachtrij</translation>
    </message>
    <message>
        <source>%1 writes along</source>
        <translation>%1 schrijft mee</translation>
    </message>
    <message>
        <source>%1 writes along no more</source>
        <translation>%1 schrijft niet meer mee</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>Bezoeker</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Jij</translation>
    </message>
    <message>
        <source>Another agent</source>
        <translation>Een andere medewerker</translation>
    </message>
    <message>
        <source>holding line</source>
        <translation>tussenbericht</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 te laat</translation>
    </message>
    <message>
        <source>whisper</source>
        <translation>gefluisterd</translation>
    </message>
    <message>
        <source>team only</source>
        <translation>alleen team</translation>
    </message>
    <message>
        <source>The e-mail to %1 could not be delivered</source>
        <translation>De mail naar %1 kon niet worden bezorgd</translation>
    </message>
    <message>
        <source>The e-mail to %1 was sent</source>
        <translation>De mail naar %1 is verstuurd</translation>
    </message>
    <message>
        <source>The note goes to %1 by e-mail</source>
        <translation>Het berichtje gaat per e-mail naar %1</translation>
    </message>
    <message>
        <source>The conversation goes to %1 by e-mail</source>
        <translation>Het gesprek gaat per e-mail naar %1</translation>
    </message>
    <message>
        <source>%1 rated the chat %2</source>
        <translation>%1 gaf het gesprek %2</translation>
    </message>
    <message>
        <source>solved</source>
        <translation>opgelost</translation>
    </message>
    <message>
        <source>not solved</source>
        <translation>niet opgelost</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>traag</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>nog niet verstuurd</translation>
    </message>
    <message>
        <source>Note by %1</source>
        <translation>Notitie van %1</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>Afbeelding: %1</translation>
    </message>
    <message>
        <source>Video: %1</source>
        <translation>Video: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Bestand: %1</translation>
    </message>
    <message>
        <source>File without a name</source>
        <translation>Bestand zonder naam</translation>
    </message>
</context>
<context>
    <name>TranscriptCanvas</name>
    <message>
        <source>Messages</source>
        <translation>Berichten</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Eerdere berichten laden…</translation>
    </message>
    <message>
        <source>is typing…</source>
        <translation>typt…</translation>
    </message>
    <message>
        <source>types: “%1”</source>
        <translation>typt: “%1”</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Berichten laden…</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Nog geen berichten</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Kopieer bericht</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Kopieer link</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Open link</translation>
    </message>
    <message>
        <source>Make an article of this answer</source>
        <translation>Maak een artikel van dit antwoord</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Opslaan als…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Weggooien</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles selecteren</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Zoeken…</translation>
    </message>
    <message>
        <source>Opens %1</source>
        <translation>Opent %1</translation>
    </message>
    <message>
        <source>Careful: goes to %1, written as %2</source>
        <translation>Let op: gaat naar %1, geschreven als %2</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>%1 new articles, %2 that are there already and change where they differ, %3 pictures.</source>
        <translation>%1 nieuwe artikelen, %2 die er al zijn en wijzigen waar ze verschillen, %3 afbeeldingen.</translation>
    </message>
    <message numerus="yes">
        <source>%n things did not fit:</source>
        <translation>
            <numerusform>%n ding paste niet:</numerusform>
            <numerusform>%n dingen pasten niet:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 added, %2 changed, %3 were the same already.</source>
        <translation>%1 toegevoegd, %2 gewijzigd, %3 waren al gelijk.</translation>
    </message>
    <message>
        <source>The rest was not imported; importing again goes on from there.</source>
        <translation>De rest is niet geïmporteerd; opnieuw importeren gaat daar verder.</translation>
    </message>
    <message>
        <source>Export articles</source>
        <translation>Artikelen exporteren</translation>
    </message>
    <message numerus="yes">
        <source>%n articles, as the list shows them now. Changes that are not saved stay out.</source>
        <translation>
            <numerusform>%n artikel, zoals de lijst het nu toont. Wat niet is bewaard blijft erbuiten.</numerusform>
            <numerusform>%n artikelen, zoals de lijst ze nu toont. Wat niet is bewaard blijft erbuiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>HTML pages</source>
        <translation>HTML-pagina&apos;s</translation>
    </message>
    <message>
        <source>Markdown files</source>
        <translation>Markdown-bestanden</translation>
    </message>
    <message>
        <source>Save the export</source>
        <translation>Export bewaren</translation>
    </message>
    <message>
        <source>articles</source>
        <translation>artikelen</translation>
    </message>
    <message numerus="yes">
        <source>%n articles were exported.</source>
        <translation>
            <numerusform>%n artikel is geëxporteerd.</numerusform>
            <numerusform>%n artikelen zijn geëxporteerd.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file could not be saved. Choose another place, or try later.</source>
        <translation>Het bestand kon niet worden bewaard. Kies een andere plek of probeer het later.</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>To whom</source>
        <translation>Aan wie</translation>
    </message>
    <message>
        <source>Search a colleague or a department</source>
        <translation>Zoek een collega of afdeling</translation>
    </message>
    <message>
        <source>Colleagues and departments</source>
        <translation>Collega&apos;s en afdelingen</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Waar het over gaat</translation>
    </message>
    <message>
        <source>Note for the team, if any</source>
        <translation>Notitie voor het team, als je wilt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Aanbieden</translation>
    </message>
    <message>
        <source>The server does not tell now who is there.</source>
        <translation>De server zegt nu niet wie er is.</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Terug naar de wachtrij</translation>
    </message>
    <message>
        <source>at once, whoever is free takes it</source>
        <translation>meteen, wie vrij is neemt hem aan</translation>
    </message>
    <message>
        <source>%1 of %2 wait for them, %3 open</source>
        <translation>%1 van %2 wachten op antwoord, %3 open</translation>
    </message>
    <message numerus="yes">
        <source>department, %n online</source>
        <translation>
            <numerusform>afdeling, %n online</numerusform>
            <numerusform>afdeling, %n online</numerusform>
        </translation>
    </message>
    <message>
        <source>Give to the queue</source>
        <translation>Naar de wachtrij</translation>
    </message>
</context>
<context>
    <name>ValueLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
</context>
<context>
    <name>VerifiedMark</name>
    <message>
        <source>verified</source>
        <translation>geverifieerd</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geverifieerd</translation>
    </message>
</context>
<context>
    <name>Visitor</name>
    <message>
        <source>Landing page</source>
        <translation>Landingspagina</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Apparaat</translation>
    </message>
    <message>
        <source>first visit</source>
        <translation>eerste bezoek</translation>
    </message>
    <message numerus="yes">
        <source>%n visits</source>
        <translation>
            <numerusform>%n bezoek</numerusform>
            <numerusform>%n bezoeken</numerusform>
        </translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Kwam van</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Searched for</source>
        <translation>Zocht op</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Campagne</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>Invited by</source>
        <translation>Uitgenodigd door</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>gevraagd</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>getoond</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n artikel</numerusform>
            <numerusform>%n artikelen</numerusform>
        </translation>
    </message>
    <message>
        <source>asked for a person</source>
        <translation>vroeg om een mens</translation>
    </message>
    <message>
        <source>found no answer</source>
        <translation>vond geen antwoord</translation>
    </message>
    <message>
        <source>a file was sent</source>
        <translation>er is een bestand gestuurd</translation>
    </message>
    <message>
        <source>no articles to look in</source>
        <translation>geen artikelen om in te zoeken</translation>
    </message>
    <message>
        <source>the bot was switched off</source>
        <translation>de bot is uitgezet</translation>
    </message>
    <message>
        <source>the bot did not work</source>
        <translation>de bot werkte niet</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>doorgegeven</translation>
    </message>
    <message>
        <source>Last on</source>
        <translation>Laatst op</translation>
    </message>
    <message>
        <source>Now on</source>
        <translation>Nu op</translation>
    </message>
    <message>
        <source>On the site</source>
        <translation>Op de site</translation>
    </message>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n pagina</numerusform>
            <numerusform>%n pagina’s</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous chats</source>
        <translation>Eerdere chats</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>laatst %1</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>(geen tekst)</translation>
    </message>
    <message>
        <source>Cart</source>
        <translation>Winkelwagen</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leeg</translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n artikel</numerusform>
            <numerusform>%n artikelen</numerusform>
        </translation>
    </message>
    <message>
        <source>Language · time</source>
        <translation>Taal · tijd</translation>
    </message>
    <message>
        <source>%1 there</source>
        <translation>daar %1</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Verbinding</translation>
    </message>
    <message>
        <source>The site&apos;s own server says who this is: %1</source>
        <translation>De server van de site zegt zelf wie dit is: %1</translation>
    </message>
    <message>
        <source>bought for %1</source>
        <translation>kocht voor %1</translation>
    </message>
    <message>
        <source>not signed in now</source>
        <translation>nu niet ingelogd</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Klant</translation>
    </message>
</context>
<context>
    <name>VisitorPrivacy</name>
    <message>
        <source>Export what is kept</source>
        <translation>Exporteren wat is bewaard</translation>
    </message>
    <message>
        <source>Everything that is kept of this visitor is in the file. Handle it with care.</source>
        <translation>Alles wat van deze bezoeker is bewaard staat in het bestand. Ga er zorgvuldig mee om.</translation>
    </message>
    <message>
        <source>The file could not be written. Choose another place, or make room.</source>
        <translation>Het bestand kon niet worden geschreven. Kies een andere plek of maak ruimte.</translation>
    </message>
    <message numerus="yes">
        <source>The visitor is erased, with %n chats.</source>
        <translation>
            <numerusform>De bezoeker is gewist, met %n chat.</numerusform>
            <numerusform>De bezoeker is gewist, met %n chats.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is an open chat with this visitor. Wrap it up first.</source>
        <translation>Er is een open chat met deze bezoeker. Rond die eerst af.</translation>
    </message>
    <message>
        <source>The server keeps nothing of this visitor, or not for you to see.</source>
        <translation>De server bewaart niets van deze bezoeker, of niet voor jou om te zien.</translation>
    </message>
    <message>
        <source>The server cannot be asked now. Try again in a moment.</source>
        <translation>De server is nu niet te bereiken. Probeer het zo nog eens.</translation>
    </message>
</context>
<context>
    <name>VisitorScreen</name>
    <message>
        <source>This is no e-mail address, such as name@example.org.</source>
        <translation>Dit is geen e-mailadres, zoals naam@example.org.</translation>
    </message>
    <message>
        <source>It could not be saved. Try again in a moment.</source>
        <translation>Het kon niet worden bewaard. Probeer het zo opnieuw.</translation>
    </message>
</context>
<context>
    <name>VisitorTable</name>
    <message>
        <source>Visitors on the sites</source>
        <translation>Bezoekers op de sites</translation>
    </message>
</context>
<context>
    <name>VisitorView</name>
    <message>
        <source>Name of the visitor</source>
        <translation>Naam van de bezoeker</translation>
    </message>
    <message>
        <source>E-mail address of the visitor</source>
        <translation>E-mailadres van de bezoeker</translation>
    </message>
    <message>
        <source>E-mail the visitor…</source>
        <translation>De bezoeker mailen…</translation>
    </message>
    <message>
        <source>Who a visitor is and what they looked at shows up here with a chat.</source>
        <translation>Wie een bezoeker is en wat die bekeek, staat hier bij een chat.</translation>
    </message>
    <message>
        <source>No visitor</source>
        <translation>Geen bezoeker</translation>
    </message>
    <message>
        <source>Enter saves, Esc takes it back</source>
        <translation>Enter bewaart, Esc zet terug</translation>
    </message>
    <message>
        <source>VISITOR</source>
        <translation>BEZOEKER</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
</context>
<context>
    <name>Visitors</name>
    <message>
        <source>The server does not show who is on the sites, or not at this moment.</source>
        <translation>De server laat niet zien wie er op de sites is, of nu even niet.</translation>
    </message>
    <message>
        <source>The visitors cannot be shown</source>
        <translation>De bezoekers kunnen niet getoond worden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Looking who is there…</source>
        <translation>Kijken wie er is…</translation>
    </message>
    <message>
        <source>No visitor fits the filters</source>
        <translation>Geen bezoeker past bij de filters</translation>
    </message>
    <message>
        <source>Who comes to one of your sites stands here within a second or two.</source>
        <translation>Wie op een van jullie sites komt, staat hier binnen een paar tellen.</translation>
    </message>
    <message>
        <source>Nobody is on the sites now</source>
        <translation>Er is nu niemand op de sites</translation>
    </message>
    <message>
        <source>As of %1, catching up</source>
        <translation>Stand van %1, wordt bijgewerkt</translation>
    </message>
    <message>
        <source>Choose a visitor to invite them yourself.</source>
        <translation>Kies een bezoeker om die zelf uit te nodigen.</translation>
    </message>
    <message>
        <source>Invite %1 to chat</source>
        <translation>%1 uitnodigen voor een chat</translation>
    </message>
    <message>
        <source>%1 sees your invitation now</source>
        <translation>%1 ziet nu je uitnodiging</translation>
    </message>
    <message>
        <source>Hello %1, can I help you with anything?</source>
        <translation>Hallo %1, kan ik je ergens mee helpen?</translation>
    </message>
    <message>
        <source>Hello, can I help you with anything?</source>
        <translation>Hallo, kan ik je ergens mee helpen?</translation>
    </message>
</context>
<context>
    <name>VisitorsView</name>
    <message>
        <source>Search in the list of visitors</source>
        <translation>In de lijst met bezoekers zoeken</translation>
    </message>
    <message>
        <source>Name, page, search words</source>
        <translation>Naam, pagina, zoekwoorden</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sorteren op</translation>
    </message>
    <message>
        <source>Who may be invited</source>
        <translation>Uit te nodigen</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Uitnodigen…</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Alle sites</translation>
    </message>
    <message numerus="yes">
        <source>%n visitors</source>
        <translation>
            <numerusform>%n bezoeker</numerusform>
            <numerusform>%n bezoekers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more, who came earlier</source>
        <translation>
            <numerusform>en nog %n, die eerder kwam</numerusform>
            <numerusform>en nog %n, die eerder kwamen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>Sorteren: %1</translation>
    </message>
</context>
<context>
    <name>WallMode</name>
    <message>
        <source>The team&apos;s wall</source>
        <translation>Het bord van het team</translation>
    </message>
    <message>
        <source>Queue and chats, what is due first</source>
        <translation>Wachtrij en chats, het dringendste eerst</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
</context>
<context>
    <name>WeekTable</name>
    <message>
        <source>Agents needed for each half hour of the week</source>
        <translation>Benodigde medewerkers per halfuur van de week</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>in the title: %1</source>
        <translation>in de titel: %1</translation>
    </message>
    <message>
        <source>asked for by a synonym of the article</source>
        <translation>gevraagd met een synoniem van het artikel</translation>
    </message>
    <message>
        <source>just as typed: %1</source>
        <translation>precies zo getypt: %1</translation>
    </message>
    <message>
        <source>in another form: %1</source>
        <translation>in een andere vorm: %1</translation>
    </message>
    <message>
        <source>words close together</source>
        <translation>woorden dicht bij elkaar</translation>
    </message>
    <message>
        <source>at the beginning: %1</source>
        <translation>aan het begin: %1</translation>
    </message>
    <message>
        <source>not in it: %1</source>
        <translation>staat er niet in: %1</translation>
    </message>
    <message>
        <source>sent by agents: %1 times</source>
        <translation>door agents gestuurd: %1 keer</translation>
    </message>
    <message>
        <source>solved after it: %1</source>
        <translation>daarna opgelost: %1</translation>
    </message>
    <message>
        <source>means much the same</source>
        <translation>betekent ongeveer hetzelfde</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Solved</source>
        <translation>Opgelost</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Vervolg nodig</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkoop</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>No answer from the visitor</source>
        <translation>Geen antwoord van de bezoeker</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Busy, no new chats</source>
        <translation>Bezet, geen nieuwe chats</translation>
    </message>
    <message>
        <source>On a break</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Ending my shift</source>
        <translation>Dienst loopt af</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Einde</translation>
    </message>
    <message>
        <source>This chat is no longer yours, or it does not exist.</source>
        <translation>Deze chat is niet meer van jou, of bestaat niet.</translation>
    </message>
    <message>
        <source>Somebody else was first.</source>
        <translation>Iemand anders was eerder.</translation>
    </message>
    <message>
        <source>This chat has been closed already.</source>
        <translation>Deze chat is al gesloten.</translation>
    </message>
    <message>
        <source>The server did not understand this. Please report it.</source>
        <translation>De server begreep dit niet. Meld het alsjeblieft.</translation>
    </message>
    <message>
        <source>This is too large to send.</source>
        <translation>Dit is te groot om te versturen.</translation>
    </message>
    <message>
        <source>That was too fast. Wait a moment and try again.</source>
        <translation>Dat ging te snel. Wacht even en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The server cannot store anything now. Try again in a minute.</source>
        <translation>De server kan nu niets opslaan. Probeer het over een minuut opnieuw.</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>een collega</translation>
    </message>
    <message>
        <source>Not sent: %1 wrote since</source>
        <translation>Niet verstuurd: %1 heeft intussen geschreven</translation>
    </message>
    <message>
        <source>Not sent: the chat is with %1 now</source>
        <translation>Niet verstuurd: de chat is nu bij %1</translation>
    </message>
    <message>
        <source>Not sent: the chat is no longer with you</source>
        <translation>Niet verstuurd: de chat is niet meer bij jou</translation>
    </message>
    <message>
        <source>Not sent: the chat was with a colleague meanwhile</source>
        <translation>Niet verstuurd: de chat was intussen bij een collega</translation>
    </message>
    <message>
        <source>Not sent: the chat was closed</source>
        <translation>Niet verstuurd: de chat is gesloten</translation>
    </message>
    <message>
        <source>Not sent: written more than 10 minutes ago</source>
        <translation>Niet verstuurd: meer dan 10 minuten geleden geschreven</translation>
    </message>
    <message>
        <source>Not sent: the server refused it</source>
        <translation>Niet verstuurd: de server weigerde het</translation>
    </message>
    <message>
        <source>Not sent: too large</source>
        <translation>Niet verstuurd: te groot</translation>
    </message>
    <message>
        <source>Not sent: this kind of file is not allowed</source>
        <translation>Niet verstuurd: dit soort bestand mag niet</translation>
    </message>
    <message>
        <source>Not sent: read from a damaged file, check the text first</source>
        <translation>Niet verstuurd: uit een beschadigd bestand gelezen, controleer eerst de tekst</translation>
    </message>
    <message>
        <source>The server was put back to an older copy without this message</source>
        <translation>De server is teruggezet naar een oudere kopie zonder dit bericht</translation>
    </message>
    <message>
        <source>Kept on this computer, not sent yet</source>
        <translation>Bewaard op deze computer, nog niet verstuurd</translation>
    </message>
    <message>
        <source>On its way to the server</source>
        <translation>Onderweg naar de server</translation>
    </message>
    <message>
        <source>On its way, the server is slow to answer</source>
        <translation>Onderweg, de server antwoordt traag</translation>
    </message>
    <message>
        <source>Not sent, waits for your decision</source>
        <translation>Niet verstuurd, wacht op jouw besluit</translation>
    </message>
    <message>
        <source>Stored on the server</source>
        <translation>Opgeslagen op de server</translation>
    </message>
    <message>
        <source>Arrived at the visitor</source>
        <translation>Aangekomen bij de bezoeker</translation>
    </message>
    <message>
        <source>Seen by the visitor</source>
        <translation>Gezien door de bezoeker</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden met %1…</translation>
    </message>
    <message>
        <source>Catching up with %1…</source>
        <translation>Bijwerken met %1…</translation>
    </message>
    <message>
        <source>Connected with %1</source>
        <translation>Verbonden met %1</translation>
    </message>
    <message>
        <source>Offline: your messages are kept and sent later</source>
        <translation>Offline: je berichten blijven bewaard en gaan later weg</translation>
    </message>
    <message>
        <source>%1 refuses the connection</source>
        <translation>%1 weigert de verbinding</translation>
    </message>
    <message>
        <source>The disk is full: sending is stopped until there is room</source>
        <translation>De schijf is vol: versturen wacht tot er ruimte is</translation>
    </message>
    <message>
        <source>This account is open in another window of the console: close that one to send from here</source>
        <translation>Dit account is open in een ander venster van de console: sluit dat om hier te versturen</translation>
    </message>
    <message>
        <source>Cannot save to disk: sending is stopped until that works again</source>
        <translation>Opslaan op schijf lukt niet: versturen wacht tot dat weer kan</translation>
    </message>
    <message>
        <source>You are signed out. Sign in again to go on.</source>
        <translation>Je bent afgemeld. Meld je opnieuw aan om verder te gaan.</translation>
    </message>
    <message>
        <source>This console and the server do not understand each other. Please update the console.</source>
        <translation>Deze console en de server begrijpen elkaar niet. Werk de console bij.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Ask your administrator.</source>
        <translation>Het certificaat van de server wordt niet vertrouwd. Vraag het je beheerder.</translation>
    </message>
    <message>
        <source>Your account was opened on another machine.</source>
        <translation>Je account is op een andere computer geopend.</translation>
    </message>
    <message>
        <source>You were signed out from another device or by an administrator. Drafts and unsent messages are kept.</source>
        <translation>Je bent afgemeld vanaf een ander apparaat of door een beheerder. Concepten en niet-verzonden berichten zijn bewaard.</translation>
    </message>
    <message>
        <source>You were signed out for safety: a copy of your sign-in was used. Drafts and unsent messages are kept. Tell your administrator.</source>
        <translation>Je bent voor de veiligheid afgemeld: er is een kopie van je aanmelding gebruikt. Concepten en niet-verzonden berichten zijn bewaard. Vertel het je beheerder.</translation>
    </message>
    <message>
        <source>The server&apos;s name is not found: is this machine online?</source>
        <translation>De naam van de server is niet te vinden: is deze computer online?</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>De server antwoordt niet</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired, or this machine&apos;s clock is wrong. Ask your administrator.</source>
        <translation>Het certificaat van de server is verlopen, of de klok van deze computer staat verkeerd. Vraag je beheerder.</translation>
    </message>
    <message>
        <source>Nobody this machine trusts has signed the server&apos;s certificate. Ask your administrator.</source>
        <translation>Het certificaat van de server is niet ondertekend door iemand die deze computer vertrouwt. Vraag je beheerder.</translation>
    </message>
    <message>
        <source>The certificate there belongs to another server. Check the address; ask your administrator.</source>
        <translation>Het certificaat daar is van een andere server. Controleer het adres; vraag je beheerder.</translation>
    </message>
    <message>
        <source>The network&apos;s proxy does not let the connection through</source>
        <translation>De proxy van het netwerk laat de verbinding niet door</translation>
    </message>
    <message>
        <source>The network&apos;s proxy wants you to sign in</source>
        <translation>De proxy van het netwerk wil dat je je aanmeldt</translation>
    </message>
    <message>
        <source>Something else answers: open a web page and see whether this network wants you to sign in</source>
        <translation>Er antwoordt iets anders: open een webpagina en kijk of dit netwerk wil dat je je aanmeldt</translation>
    </message>
    <message>
        <source>The server sends what the console cannot use. Ask your administrator.</source>
        <translation>De server stuurt dingen waar de console niets mee kan. Vraag je beheerder.</translation>
    </message>
    <message>
        <source>The server answers, but does not send what you missed</source>
        <translation>De server antwoordt, maar stuurt niet wat je gemist hebt</translation>
    </message>
    <message>
        <source>Connection lost a moment ago</source>
        <translation>Verbinding zojuist verbroken</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>Is weg</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefoon</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>not shared</source>
        <translation>niet gedeeld</translation>
    </message>
    <message>
        <source>Visitor %1</source>
        <translation>Bezoeker %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 u %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 u</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gisteren</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Nederlands</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Engels</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Duits</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Frans</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spaans</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Turks</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
</context>
<context>
    <name>WrapUpDialog</name>
    <message>
        <source>Tags</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Note for colleagues</source>
        <translation>Notitie voor collega’s</translation>
    </message>
    <message>
        <source>Then e-mail the visitor: the conversation, or a note</source>
        <translation>Daarna de bezoeker mailen: het gesprek, of een berichtje</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Wrap up</source>
        <translation>Afronden</translation>
    </message>
    <message>
        <source>Value of the sale in %1</source>
        <translation>Waarde van de verkoop in %1</translation>
    </message>
    <message>
        <source>Solved at first contact</source>
        <translation>In één keer opgelost</translation>
    </message>
    <message>
        <source>This is not an amount, such as %1</source>
        <translation>Dit is geen bedrag, zoals %1</translation>
    </message>
</context>
<context>
    <name>WrappingUp</name>
    <message>
        <source>Wrap up the chat with %1</source>
        <translation>Rond de chat met %1 af</translation>
    </message>
    <message>
        <source>The visitor still waits for an answer.</source>
        <translation>De bezoeker wacht nog op antwoord.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are not stored on the server yet.</source>
        <translation>
            <numerusform>%n bericht staat nog niet op de server.</numerusform>
            <numerusform>%n berichten staan nog niet op de server.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is unsent text in this chat.</source>
        <translation>Er staat nog niet-verstuurde tekst in deze chat.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title: what a visitor asks</source>
        <translation>Titel: wat een bezoeker vraagt</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Samenvatting</translation>
    </message>
    <message>
        <source>Summary: the answer in one sentence</source>
        <translation>Samenvatting: het antwoord in één zin</translation>
    </message>
    <message>
        <source>Theirs compared with yours</source>
        <translation>Die van hen vergeleken met die van jou</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Bold (Ctrl+B)</source>
        <translation>Vet (Ctrl+B)</translation>
    </message>
    <message>
        <source>Italic (Ctrl+I)</source>
        <translation>Cursief (Ctrl+I)</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Kop</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lijst</translation>
    </message>
    <message>
        <source>Link to another article…</source>
        <translation>Link naar een ander artikel…</translation>
    </message>
    <message>
        <source>Link to a page…</source>
        <translation>Link naar een pagina…</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>Afbeelding…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schrijven</translation>
    </message>
    <message>
        <source>Personal, not pasted</source>
        <translation>Persoonlijk, niet geplakt</translation>
    </message>
    <message>
        <source>A quiet mark below your answer when it is nearly what you sent to somebody else today, or a whole article. It is found out on this computer, and nobody else sees it.</source>
        <translation>Een stil teken onder je antwoord als het bijna is wat je vandaag aan iemand anders stuurde, of een heel artikel. Dat wordt op deze computer bepaald; niemand anders ziet het.</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>Finish</source>
        <translation>Afmaken</translation>
    </message>
    <message>
        <source>Wrap up</source>
        <translation>Afronden</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Overdragen</translation>
    </message>
    <message>
        <source>Finish the chat with %1</source>
        <translation>De chat met %1 afmaken</translation>
    </message>
    <message>
        <source>Wrap up the chat with %1</source>
        <translation>De chat met %1 afronden</translation>
    </message>
    <message>
        <source>Hand over the chat with %1</source>
        <translation>De chat met %1 overdragen</translation>
    </message>
</context>
<context>
    <name>_Picture</name>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>This picture is not available now</source>
        <translation>Deze afbeelding is nu niet beschikbaar</translation>
    </message>
</context>
</TS>
