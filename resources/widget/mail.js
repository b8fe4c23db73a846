/* The transcript by e-mail, wherever the visitor is in the chat; how the mail stands is said in the transcript. */

import { make } from "./links.js";

export class Mail {
  constructor(after, words) {
    Object.assign(this, { after, words });
    this.offer = make("button", "link", words.mail);
    this.offer.type = "button";
    this.offer.addEventListener("click", () => this.#open(this.form.hidden));
    this.input = make("input");
    Object.assign(this.input, { type: "email", autocomplete: "email", required: true, maxLength: 254, placeholder: words.mail_field });
    this.input.setAttribute("aria-label", words.mail_field);
    this.problem = make("p", "problem");
    this.problem.setAttribute("role", "alert");
    this.form = make("form", "", this.problem, make("div", "", this.input, make("button", "", words.send)));
    this.form.noValidate = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const isMail = this.input.validity.valid;
      this.#complain(isMail ? (after.mail(this.input.value.trim()) ? "" : words.offline) : words.mail_wrong);
      if (!this.problem.textContent) this.#open(false);
    });
    this.element = make("div", "asks mail", this.offer, this.form);
    this.#open(false);
  }

  show() {
    const { after, words } = this;
    const { mailRefused, chat } = after;
    this.element.hidden = !chat.look?.mail_transcript || !chat.isAnswered;
    if (!mailRefused) return;
    after.mailRefused = "";
    this.#open(true);
    this.#complain(mailRefused === "rate_limited" ? words.mail_often : mailRefused === "invalid" ? words.mail_wrong : words.refused);
  }

  #open(open) {
    const hadFocus = this.form.contains(this.form.getRootNode().activeElement);
    this.form.hidden = !open;
    this.offer.setAttribute("aria-expanded", String(open));
    this.#complain("");
    if (open) {
      this.input.value ||= this.after.email;
      this.input.focus();
    } else if (hadFocus) this.offer.focus();
  }

  #complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
    this.input.setAttribute("aria-invalid", String(Boolean(text)));
  }
}
