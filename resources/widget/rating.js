/* What the visitor thinks of a chat that has ended: asked once, kindly, and passed over as easily. It must not know the line. */

import { make } from "./links.js";

export class Rating {
  constructor(after, words) {
    Object.assign(this, { after, words });
    this.told = make("p", "");
    this.told.setAttribute("role", "status");
    this.told.tabIndex = -1;
    this.element = make("div", "asks rating", this.#buildForm(), this.told);
    this.element.hidden = true;
  }

  show() {
    const { after, words, element, form, told } = this;
    const { toRate } = after;
    form.hidden = !toRate;
    if (toRate && toRate !== this.asked) {
      this.asked = toRate;
      form.reset();
      this.#chosen();
    }
    const text = toRate || !after.hasRated ? "" : after.isRating ? words.queued : words.rated;
    if (told.textContent !== text) told.textContent = text;
    element.hidden = !toRate && !text;
  }

  #buildForm() {
    const { words } = this;
    const question = make("p", "", words.rate);
    question.id = "rate";
    this.stars = [1, 2, 3, 4, 5].map((n) => this.#radio("stars", n, words.rate_star(n), make("span", "", "☆")));
    const stars = make("div", "stars", ...this.stars);
    const solved = make("div", "", make("span", "", words.rate_solved), ...[words.yes, words.no].map((text, index) => this.#radio("solved", 1 - index, "", text)));
    for (const [group, name] of [[stars, words.rate], [solved, words.rate_solved]]) {
      group.setAttribute("role", "radiogroup");
      group.setAttribute("aria-label", name);
    }
    this.text = make("input");
    Object.assign(this.text, { maxLength: 300, placeholder: words.rate_text });
    this.text.setAttribute("aria-label", words.rate_text);
    this.more = make("div", "more", solved, make("div", "", this.text, make("button", "", words.send)));
    const skip = make("button", "link", words.rate_skip);
    skip.type = "button";
    skip.addEventListener("click", () => this.#done(null));
    this.form = make("form", "", make("div", "ask", question, skip), stars, this.more);
    this.form.addEventListener("change", () => this.#chosen());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { stars: chosen, solved: said } = Object.fromEntries(new FormData(this.form));
      this.#done({ stars: Number(chosen), solved: said ? said === "1" : null, text: this.text.value });
    });
    return this.form;
  }

  #radio(name, value, label, shown) {
    const input = make("input", label && "quiet");
    Object.assign(input, { type: "radio", name, value });
    if (label) input.setAttribute("aria-label", label);
    return make("label", "", input, shown);
  }

  /** Filled and empty stars differ in shape, not in colour alone. */
  #chosen() {
    const chosen = this.stars.findIndex((label) => label.firstChild.checked);
    this.stars.forEach((label, index) => (label.lastChild.textContent = index <= chosen ? "★" : "☆"));
    this.more.hidden = chosen < 0;
  }

  #done(rating) {
    this.after.rate(rating);
    this.show();
    if (rating) this.told.focus();
  }
}
