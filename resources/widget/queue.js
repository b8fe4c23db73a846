/* The place in the queue and another way than waiting: said now and then, never by the second. It must not know the line. */

import { make } from "./links.js";

const minutes = (seconds) => Math.max(1, Math.round(seconds / 60));

export class Queue {
  constructor(chat, words) {
    Object.assign(this, { chat, words });
    this.told = make("p", "");
    this.told.setAttribute("role", "status"); // polite: read out when it has changed
    this.offer = make("button", "link", words.contact);
    this.offer.type = "button";
    this.offer.setAttribute("aria-expanded", "false");
    this.offer.addEventListener("click", () => this.#open(this.form.hidden));
    this.element = make("div", "asks queue", this.told, this.offer, this.#buildForm());
    this.element.hidden = true;
  }

  show() {
    const { chat, words } = this;
    const { place } = chat;
    // Who writes when nobody is in is asked for an address: nobody types into a void.
    const asks = !place && chat.isAway && !chat.withBot && chat.look?.message !== false && !chat.callBack && chat.stream.messages.length > 0 && !chat.hasLeftContact;
    this.element.hidden = !(place || asks) || chat.agent !== null || chat.conversation?.closed || chat.hasLeft;
    if (this.element.hidden) return;
    const wait = !place ? "" : place.low == null || place.high == null ? words.wait_unknown : words.wait(minutes(place.low), minutes(place.high));
    const text = asks ? words.contact_away : `${words.ahead(place.ahead)} ${wait}`;
    if (this.told.textContent !== text) this.told.textContent = text;
    this.offer.hidden = chat.hasLeftContact || asks;
    if (asks && !this.hasAsked) {
      this.hasAsked = true;
      this.#open(true, false);
    }
    if (chat.hasLeftContact) this.#open(false);
    if (chat.contact?.refused) this.#complain(words.contact_wrong);
  }

  #buildForm() {
    const { words } = this;
    this.input = make("input");
    Object.assign(this.input, { type: "text", autocomplete: "email", maxLength: 254, placeholder: words.contact_field });
    this.input.setAttribute("aria-label", words.contact_field);
    this.input.setAttribute("aria-describedby", "contact-problem");
    this.problem = make("p", "problem");
    this.problem.id = "contact-problem";
    this.problem.setAttribute("role", "alert");
    this.problem.hidden = true;
    const send = make("button", "", words.send);
    this.form = make("form", "", make("p", "", words.contact_how), this.problem, make("div", "", this.input, send));
    this.form.hidden = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    return this.form;
  }

  #open(open, focus = true) {
    if (this.form.hidden === !open) return;
    this.form.hidden = !open;
    this.offer.setAttribute("aria-expanded", String(open));
    if (open && focus) this.input.focus();
  }

  #submit() {
    const value = this.input.value.trim();
    const isPhone = /^[-0-9 +/().]{6,30}$/.test(value);
    if (!isPhone && !/^[^\s@]+@[^\s@]+$/.test(value)) this.#complain(this.words.contact_wrong);
    else if (this.chat.line.state !== "live" || !this.chat.leaveContact(isPhone ? { phone: value } : { email: value })) {
      this.#complain(this.words.contact_offline);
    } else this.#complain("");
  }

  #complain(text) {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = !text;
    this.input.setAttribute("aria-invalid", String(Boolean(text)));
  }
}
