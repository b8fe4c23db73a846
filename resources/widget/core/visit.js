/* What the page tells of itself: page, cart, fields, and where the visitor came from. It must not know the chat. */

import { cut, language, site, uuid } from "./place.js";
import { cameFrom, tabShelf } from "./shelf.js";

const VISIT_MS = 30 * 60 * 1000;

export class Visit {
  constructor(shelf, line) {
    Object.assign(this, { shelf, line });
    this.page = { url: location.href, title: document.title };
    this.early = []; // told before there was a line
    addEventListener("focusin", ({ target }) => /cc-/.test(target.autocomplete) && this.tellEvent("payment"));
  }

  /** The page says so, or has a field for a card: nobody is disturbed there. */
  get isPaying() {
    return this.payingOn === this.page.url || Boolean(document.querySelector('[autocomplete*="cc-"]'));
  }

  /** The parts of hello that are about the visit. */
  get facts() {
    return {
      site_id: site,
      visit_key: this.#key(),
      page: this.#frame,
      referrer: tabShelf.get("referrer") ?? cameFrom,
      language: navigator.language || language,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
      touch: matchMedia("(pointer: coarse)").matches,
    };
  }

  /** Tell a new connection what it cannot know. */
  tell() {
    if (this.cart !== undefined) this.line.send({ type: "cart", cart: this.cart });
    if (this.fields) this.line.send({ type: "fields", fields: this.fields });
    this.#tellPaying();
    for (const frame of this.early.splice(0)) this.line.send(frame);
  }

  tellPage() {
    this.line.send(this.#frame);
    this.#tellPaying();
  }

  tellEvent(name, values) {
    const { words, number, value_cents } = values ?? {};
    if (name === "payment") this.payingOn = this.page.url;
    const frame = { type: "visit_event", name: cut(name, 20), words: cut(words ?? number, 100), value_cents: Math.round(Number(value_cents)) || 0 };
    if (!this.line.send(frame) && this.early.length < 20) this.early.push(frame);
  }

  #tellPaying() {
    if (this.isPaying) this.line.send({ type: "visit_event", name: "payment" });
  }

  get #frame() {
    return { type: "page", ...this.page, language, hidden: document.hidden };
  }

  showPage(page) {
    const url = cut(page?.url ?? location.href, 2048);
    const title = cut(page?.title ?? document.title, 300);
    if (url === this.page.url && title === this.page.title) return;
    this.page = { url, title };
    this.tellPage();
  }

  showCart(cart) {
    this.cart = cart && {
      currency: cut(cart.currency ?? "EUR", 3),
      items: (cart.items ?? []).slice(0, 50).map((item) => ({
        name: cut(item.name, 200),
        quantity: Math.round(Number(item.quantity)) || 0,
        price_cents: Math.round(Number(item.price_cents)) || 0,
      })),
    };
    this.line.send({ type: "cart", cart: this.cart });
  }

  showFields(fields) {
    const pairs = Object.entries(fields ?? {}).slice(0, 20);
    this.fields = Object.fromEntries(pairs.map(([key, value]) => [cut(key, 60), cut(value, 200)]));
    this.line.send({ type: "fields", fields: this.fields });
  }

  #key() {
    const shared = this.shelf.get("visit");
    const fresh = shared && Math.abs(Date.now() - shared.at) < VISIT_MS;
    const key = tabShelf.get("visit") ?? (fresh ? shared.key : uuid());
    tabShelf.set("visit", key);
    this.shelf.set("visit", { key, at: Date.now() });
    return key;
  }
}
