/* What the visitor is asked before anything is sent, and what is kept, in the server's own words. It must not know the line. */

import { make, plain } from "./links.js";

export class Privacy {
  constructor(chat, words) {
    Object.assign(this, { chat, words });
    this.text = make("p", "");
    this.page = make("a", "");
    Object.assign(this.page, { target: "_blank", rel: "noopener", hidden: true });
    this.yes = make("button", "yes");
    this.yes.addEventListener("click", () => chat.agree(true));
    this.no = make("button", "");
    this.question = make("div", "confirm", this.text, make("div", "", this.yes, this.no));
    this.question.hidden = true;
    this.list = make("ul", "");
    const kept = make("details", "", make("summary", "", words.kept), this.list);
    kept.addEventListener("toggle", () => kept.open && this.#load());
    this.element = make("div", "privacy", this.question, this.page, kept);
  }

  show() {
    const { given } = this.chat.consent;
    if (this.question.hidden === given) return;
    this.question.hidden = given;
    if (!given) this.#load();
  }

  /** The same for everybody: neither a cookie nor the page's address goes with it. */
  async #load() {
    const { chat } = this;
    const address = `${chat.server}/widget/site/${encodeURIComponent(chat.site)}.json?language=${this.words.locale.slice(0, 2)}`;
    const told = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" }).then((answer) => answer.json()).catch(() => null);
    if (!told) return;
    chat.look ??= { name: told.name, colour: told.colour };
    for (const part of ["text", "yes", "no", "page"]) this[part].textContent = plain(told[part], 600);
    this.page.hidden = !/^https?:/.test(told.privacy_url);
    this.page.href = this.page.hidden ? "" : told.privacy_url;
    this.list.replaceChildren(...told.kept.map((text) => make("li", "", plain(text, 600))));
    chat.dispatchEvent(new Event("change"));
  }
}
