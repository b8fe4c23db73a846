/* The round button on the page, its badge and the loading of the panel. It must not know how the panel looks. */

import { INVITE_CSS, Invite } from "./invite.js";
import { dress, dutch, narrow, script } from "./place.js";
import { tabShelf } from "./shelf.js";

const PANEL = dutch ? "panel.js?nl" : "panel.js"; // the server adds versions

const WORDS = dutch
  ? { open: "Chat openen", close: "Chat sluiten", unread: (n) => `${n} ${n === 1 ? "nieuw bericht" : "nieuwe berichten"}`,
      broken: "De chat kon niet worden geladen. Klik om het nog eens te proberen." }
  : { open: "Open chat", close: "Close chat", unread: (n) => `${n} new ${n === 1 ? "message" : "messages"}`,
      broken: "The chat could not be loaded. Click to try again." };

const CSS = `
  :host { all: initial; position: fixed; right: 0; bottom: 0; z-index: 2147483000; color-scheme: light dark;
    font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
  :host([hidden]), [hidden] { display: none !important; }
  @media print { :host { display: none !important; } }
  .launcher { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom));
    width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer; background: var(--brand);
    color: var(--on-brand); box-shadow: 0 6px 20px rgb(0 0 0 / .24); transition: transform .15s ease; }
  .launcher:hover { transform: scale(1.05); }
  .launcher:focus-visible { outline: 3px solid var(--on-brand); outline-offset: -6px; box-shadow: 0 0 0 4px var(--brand), 0 6px 20px rgb(0 0 0 / .24); }
  .launcher svg { display: block; width: 28px; height: 28px; margin: auto; fill: none; stroke: currentColor; stroke-width: 2;
    stroke-linecap: round; stroke-linejoin: round; }
  .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; box-sizing: border-box;
    background: #c62828; color: #fff; font: 700 12px/22px system-ui, sans-serif; text-align: center; box-shadow: 0 0 0 2px #fff; }
  .hint { position: fixed; right: 92px; bottom: 30px; max-width: 240px; padding: 10px 14px; border-radius: 12px; background: #23272f; color: #fff; font-size: 14px; }
  .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 480px) { :host([open]) .launcher { display: none; } }
  @media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;
const BUBBLE = ["M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"];
const CHEVRON = ["m6 9 6 6 6-6"];

/** Return a line icon; `paths` are of the widget's own, never from outside. */
const icon = (paths) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const line of paths) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
};

/** Return the text colour that stands out best on `colour` (WCAG 2 relative luminance). */
const readableOn = (colour) => {
  const part = (at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.0565 ? "#ffffff" : "#14171c";
};

export class Launcher {
  constructor(chat) {
    this.chat = chat;
    this.host = document.createElement("operator-console-chat");
    this.host.hidden = true;
    this.root = this.host.attachShadow({ mode: "open" });
    dress(this.root, CSS + INVITE_CSS);
    this.colours = dress(this.root, "");
    this.button = document.createElement("button");
    this.button.className = "launcher";
    this.button.type = "button";
    this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.badge = document.createElement("span");
    this.badge.className = "badge";
    this.badge.setAttribute("aria-hidden", "true");
    this.status = document.createElement("div");
    this.status.className = "quiet";
    this.status.setAttribute("role", "status");
    this.hint = document.createElement("div");
    this.hint.className = "hint";
    this.hint.setAttribute("role", "alert");
    this.hint.hidden = true;
    this.invite = new Invite(this, chat);
    this.root.append(this.invite.element, this.button, this.status, this.hint);
    document.body.append(this.host);
    chat.addEventListener("change", () => this.show());
    chat.addEventListener("agreed", () => this.#remember(this.isOpen)); // before that nothing was kept
    setTimeout(() => (this.host.hidden = false), chat.look || !chat.consent.given ? 0 : 2500); // its colour comes with the welcome
    this.show();
  }

  get isOpen() {
    return this.host.hasAttribute("open");
  }

  async open(focus = true) {
    if (this.isOpen || this.opening) return;
    this.opening = true;
    try {
      const { Panel } = await import(new URL(PANEL, script.src).href);
      this.panel ??= new Panel(this.chat, this.root, { icon, dress, close: () => this.close() });
    } catch {
      this.hint.textContent = WORDS.broken;
      this.hint.hidden = false;
      return;
    } finally {
      this.opening = false;
    }
    this.hint.hidden = true;
    this.invite.opened();
    this.host.hidden = false;
    this.#remember(true);
    this.host.setAttribute("open", "");
    this.panel.open(focus);
    this.show();
  }

  close() {
    if (!this.isOpen) return;
    const inside = this.root.activeElement;
    this.host.removeAttribute("open");
    this.#remember(false);
    this.panel.close();
    this.show();
    if (inside) this.button.focus();
  }

  /** Open as on the page before; on a phone, where it hides the page, only in the same tab. */
  reopen() {
    const before = tabShelf.get("open") ?? (narrow() ? "no" : this.chat.shelf.get("open"));
    if (before === "yes") this.open(false);
  }

  show() {
    const { look, unread } = this.chat;
    const colour = /^#[0-9a-f]{6}$/i.test(look?.colour) ? look.colour : "#2d3748";
    if (colour !== this.colour) {
      this.colour = colour;
      this.colours(`:host { --brand: ${colour}; --on-brand: ${readableOn(colour)}; }`);
    }
    if (look) this.host.hidden = false;
    const face = this.isOpen ? CHEVRON : BUBBLE;
    if (face !== this.face) this.button.replaceChildren(icon(face), this.badge);
    this.face = face;
    const count = this.isOpen ? 0 : unread;
    this.badge.hidden = !count;
    this.badge.textContent = count > 9 ? "9+" : String(count);
    const label = this.isOpen ? WORDS.close : WORDS.open;
    this.button.setAttribute("aria-label", count ? `${label}, ${WORDS.unread(count)}` : label);
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    this.invite.show();
    const news = count ? WORDS.unread(count) : this.invite.text;
    if (this.status.textContent !== news) this.status.textContent = news;
  }

  #remember(open) {
    tabShelf.set("open", open ? "yes" : "no");
    this.chat.shelf.set("open", open ? "yes" : "no");
  }
}
