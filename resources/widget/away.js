/* What a visitor can do when the site is closed or nobody is in: be called instead of waiting. It must not know the line. */

import { make, plain } from "./links.js";

export class Away {
  constructor(chat, words) {
    Object.assign(this, { chat, words });
    this.told = make("p", "");
    this.told.setAttribute("role", "status");
    this.offer = make("button", "link");
    this.offer.type = "button";
    this.offer.addEventListener("click", () => this.#open(this.form.hidden));
    this.element = make("div", "asks away", this.told, this.offer, this.#buildForm());
    this.#open(false);
  }

  show() {
    const { chat, words } = this;
    const { look, callBack, call } = chat;
    const isAway = chat.isAway && !(chat.agent && chat.available);
    this.element.hidden = !look || !(isAway || callBack) || chat.line.state === "stopped";
    if (this.element.hidden) return;
    const said = isAway && !chat.withBot ? `${plain(look.texts?.away, 600) || words.nobody_long} ` : "";
    const text = said + (callBack ? words.call_kept(plain(callBack.phone).replace(/ /g, "\u00a0"), this.#span(callBack)) : "");
    if (this.told.textContent !== text) this.told.textContent = text;
    this.offer.hidden = !callBack && !(look.call_back && isAway);
    this.offer.textContent = callBack ? words.call_change : words.call_me;
    this.send.disabled = Boolean(call && !call.refused);
    if (this.asked && !call) this.#open(false);
    if (call?.refused && call !== this.failed) this.#refused(call.refused);
    this.failed = this.asked = call;
    if (chat.slots !== this.slots) this.#showSlots(chat.slots ?? []);
    this.slots = chat.slots;
  }

  #buildForm() {
    const { words } = this;
    this.phone = Object.assign(make("input"), { type: "tel", autocomplete: "tel", maxLength: 30 });
    this.phone.setAttribute("aria-describedby", "call-problem");
    this.when = make("select");
    this.question = Object.assign(make("input"), { maxLength: 500 });
    this.problem = make("p", "problem");
    this.problem.id = "call-problem";
    this.problem.setAttribute("role", "alert");
    this.send = make("button", "", words.call_me);
    const label = (text, field) => make("label", "", text, field);
    this.form = make(
      "form", "", label(words.call_phone, this.phone), label(words.call_when, this.when),
      label(words.call_question, this.question), this.problem, make("div", "", this.send),
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    return this.form;
  }

  #open(open) {
    const isInside = this.form.contains(this.form.getRootNode().activeElement);
    this.form.hidden = !open;
    this.offer.setAttribute("aria-expanded", String(open));
    this.#complain("");
    if (open) {
      this.chat.askTimes();
      this.phone.focus();
    } else if (isInside) this.offer.focus();
  }

  #showSlots(slots) {
    const { words } = this;
    const chosen = this.when.value;
    this.when.replaceChildren(...slots.map((slot) => {
      const isNow = new Date(slot.due_from) - Date.now() < 9e4; // a shop without hours calls by day
      const text = slot.soon && this.chat.look.is_open === false ? words.call_open : slot.soon && isNow ? words.call_soon : this.#span(slot);
      const option = make("option", "", text);
      option.value = slot.soon ? "" : slot.due_from;
      option.selected = option.value === chosen;
      return option;
    }));
    if (!slots.length) this.#complain(words.call_never);
  }

  #submit() {
    const { chat } = this;
    const wish = { phone: this.phone.value, due_from: this.when.value || null, question: this.question.value, name: chat.name };
    this.#complain(chat.line.state === "live" && chat.askCallBack(wish) ? "" : this.words.contact_offline);
  }

  #refused(reason) {
    const { words } = this;
    this.#complain({ invalid: words.call_wrong, closed: words.call_gone, rate_limited: words.call_often }[reason] ?? words.contact_offline);
    if (reason === "closed") this.chat.askTimes();
    else this.phone.focus();
  }

  #complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
    this.phone.setAttribute("aria-invalid", String(text === this.words.call_wrong));
  }

  #span({ due_from, due_until }) {
    const { words } = this;
    return `${dayWords(words, due_from)} ${timeWords(words, due_from)}–${timeWords(words, due_until)}${siteTime(this.chat, words, due_from)}`;
  }
}

const timeWords = ({ locale }, at, timeZone) => new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", timeZone });

const dayWords = (words, at) => {
  const day = new Date(at);
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 864e5);
  if (days < 2) return days < 1 ? words.today.toLowerCase() : words.tomorrow;
  return day.toLocaleDateString(words.locale, days < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" });
};

/** The site's own clock, where it shows another hour than the visitor's. */
const siteTime = ({ look }, words, at) => {
  try {
    const there = timeWords(words, at, look.time_zone || undefined);
    return there === timeWords(words, at) ? "" : ` (${there} ${look.time_zone.split("/").pop().replace(/_/g, " ")})`;
  } catch {
    return ""; // a zone that this browser does not know
  }
};

/** Until when the site is closed; nothing when it is open. */
export const closedWords = (chat, words) => {
  const { is_open, opens_at } = chat.look ?? {};
  if (is_open !== false) return "";
  return opens_at ? `${words.closed_until} ${dayWords(words, opens_at)} ${timeWords(words, opens_at)}${siteTime(chat, words, opens_at)}` : words.closed;
};
