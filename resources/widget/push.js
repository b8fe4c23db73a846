/* A page that the agent would like to show: asked quietly, opened only on yes. It must not know the transcript. */

import { make, plain, webLink } from "./links.js";

export class Push {
  constructor(chat, words) {
    Object.assign(this, { chat, words });
    this.element = make("div", "");
    this.element.setAttribute("role", "status");
  }

  show() {
    const { conversation } = this.chat;
    const asked = conversation?.closed ? null : conversation?.page_asked;
    if (this.going && asked?.id !== this.shown) location.assign(this.going); // the agent has been told; the chat comes along
    if (asked?.id === this.shown) return;
    this.shown = asked?.id;
    this.going = null;
    const link = asked && webLink(asked.url);
    this.element.replaceChildren(...(link ? [this.#question(asked, link)] : []));
  }

  #question({ id, by, title }, link) {
    const { words, chat } = this;
    const answer = (yes) => {
      const button = make("button", yes ? "yes" : "", yes ? words.push_yes : words.push_no);
      button.type = "button";
      // Without a line it stays asked.
      button.addEventListener("click", () => chat.line.send({ type: "page_answer", id, yes }) && (this.going = yes && link.href));
      return button;
    };
    const page = make("p", "", make("b", "", plain(title, 150)), ` (${link.hostname})`);
    return make("div", "confirm", make("p", "", words.push_question(plain(by) || words.someone)), page, make("div", "", answer(true), answer(false)));
  }
}
