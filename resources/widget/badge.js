/*
 * The performance badge: a site's real figures of the last thirty days, where the site puts it. Follows nobody.
 *
 *   <script src="https://chat.example/widget/badge.js" data-site="SITE" async></script>
 *
 * It stands behind its script tag and takes 64 pixels of height; a page that keeps them free does not move.
 */

(() => {
  "use strict";
  const script = document.currentScript;
  const site = script?.dataset.site;
  if (!site) return;
  const dutch = (document.documentElement.lang || navigator.language || "nl").toLowerCase().startsWith("nl");
  const locale = dutch ? "nl-NL" : "en-GB";
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const stars = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const WORDS = dutch
    ? {
        answered: (share, s) => `${share} beantwoord binnen ${s} seconden`,
        rated: (mean) => `${mean} van 5 sterren`,
        of: (days, replies, ratings) => `Onze chat, laatste ${days} dagen: ${[replies, ratings].filter(Boolean).join(" en ")}`,
        replies: (n) => `${n} antwoorden`,
        ratings: (n) => `${n} beoordelingen`,
      }
    : {
        answered: (share, s) => `${share} answered within ${s} seconds`,
        rated: (mean) => `${mean} out of 5 stars`,
        of: (days, replies, ratings) => `Our chat, last ${days} days: ${[replies, ratings].filter(Boolean).join(" and ")}`,
        replies: (n) => `${n} replies`,
        ratings: (n) => `${n} ratings`,
      };

  const CSS = `
    :host { all: initial; color: inherit; display: inline-block; vertical-align: top; min-height: 64px; max-width: 100%;
      font: 14px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    div { box-sizing: border-box; min-height: 64px; padding: 11px 14px; border: 1px solid; border-radius: 10px; text-align: start; }
    p { margin: 0; } strong { font-weight: 650; } small { display: block; font-size: 12px; }
  `;

  const show = (figures) => {
    const facts = [];
    if (figures.stars !== null) facts.push(WORDS.rated(stars.format(figures.stars)));
    if (figures.on_time !== null) facts.push(WORDS.answered(percent.format(figures.on_time), number.format(figures.target_s)));
    if (!facts.length) return; // too little is known to say anything
    const host = document.createElement("operator-console-badge");
    const root = host.attachShadow({ mode: "open" });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement("style"); // this browser is too old to build sheets
      style.textContent = CSS;
      root.append(style);
    }
    const line = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = facts.join(" · ");
    line.append(strong);
    const small = document.createElement("small");
    small.textContent = WORDS.of(
      figures.days,
      figures.on_time !== null && WORDS.replies(number.format(figures.replies)),
      figures.stars !== null && WORDS.ratings(number.format(figures.ratings)),
    );
    const box = document.createElement("div");
    box.lang = dutch ? "nl" : "en";
    box.append(line, small);
    root.append(box);
    script.after(host);
  };

  const address = new URL(`badge/${encodeURIComponent(site)}.json`, script.src);
  fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answered) => (answered.ok ? answered.json() : null))
    .then((figures) => figures && show(figures))
    .catch(() => {}); // a page is whole without it
})();
