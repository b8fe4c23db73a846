/* What can be answered to the bot by a press: it was this, it was not, one of these titles, a person. Each is only text that is said. */

import { make, plain } from "./links.js";

export class Bot {
  constructor(chat, words, focus) {
    Object.assign(this, { chat, words, focus });
    this.question = make("p", "");
    this.answers = make("div", "");
    this.person = this.#button(words.say_person);
    this.person.className = "link";
    this.element = make("div", "bot", this.question, this.answers, this.person);
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", words.bot);
  }

  show() {
    const { chat, words } = this;
    const last = chat.entries[chat.entries.length - 1];
    const values = (last?.author?.kind === "bot" && last.values) || {};
    this.element.hidden = !chat.withBot || chat.line.state === "stopped";
    this.person.disabled = last?.text === words.say_person;
    const key = values.bot && last.id;
    if (this.shown === key) return; // the buttons stay: somebody may be on one of them
    this.shown = key;
    const titles = [values.title1, values.title2, values.title3].filter(Boolean);
    const said = values.bot === "show" ? [words.say_yes, words.say_no] : titles.length ? [...titles, words.say_none] : [];
    this.question.textContent = values.bot === "show" ? words.bot_solved : "";
    this.question.hidden = !this.question.textContent;
    this.answers.replaceChildren(...said.map((text) => this.#button(text)));
  }

  #button(text) {
    const button = make("button", "", plain(text, 200));
    button.type = "button";
    button.dir = "auto";
    button.addEventListener("click", (event) => {
      this.chat.say(text);
      if (!event.detail) this.focus(); // by keyboard: this button goes
    });
    return button;
  }
}
