/* The site's form, below the first message and never before it: asks, and takes no for an answer. It must not know the line. */

import { make, plain } from "./links.js";

export class Form {
  constructor(chat, words) {
    Object.assign(this, { chat, words });
    this.fields = make("section", "");
    this.skip = make("button", "link", words.form_skip);
    this.skip.type = "button";
    this.skip.addEventListener("click", () => this.#pass());
    this.form = make("form", "", make("p", "", words.form), this.fields, make("div", "", this.skip, make("button", "", words.send)));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (chat.line.state === "live" && chat.line.send({ type: "form", values: Object.fromEntries(new FormData(this.form)) })) this.#pass();
    });
    this.element = make("div", "asks ask", this.form);
    this.element.hidden = true;
  }

  show() {
    const { chat } = this;
    const { conversation } = chat;
    const given = conversation?.form ?? {};
    const open = (chat.look?.form ?? []).filter((field) => !given[field.key]);
    const said = conversation?.messages.some((message) => message.author.kind === "visitor");
    this.skip.hidden = open.some((field) => field.required);
    const passed = !this.skip.hidden && chat.shelf.get("passed") === conversation?.id;
    this.element.hidden = !open.length || !said || conversation.closed || chat.hasLeft || passed;
    const asked = JSON.stringify(open);
    if (this.element.hidden || asked === this.asked) return;
    this.asked = asked;
    this.fields.replaceChildren(...open.map((field) => make("label", "", plain(field.label, 80), this.#input(field))));
  }

  #input({ key, kind, required, choices }) {
    const input = make(kind === "choice" ? "select" : "input");
    if (kind === "choice") input.append(...["", ...choices].map((text) => make("option", "", plain(text, 200))));
    else Object.assign(input, { type: kind === "phone" ? "tel" : kind, maxLength: 200, autocomplete: key });
    return Object.assign(input, { required, name: key });
  }

  /** Not asked again in this conversation, unless something is required. */
  #pass() {
    this.chat.shelf.set("passed", this.chat.conversation.id);
    this.show();
  }
}
