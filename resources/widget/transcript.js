/* Messages as elements: day marks, bubbles, pictures and files. Text from outside is only ever text. */

import { besideCard, card } from "./card.js";
import { linked, make, plain } from "./links.js";
import { showSending } from "./sending.js";
import { video } from "./video.js";

const CLIP = ["M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.7 1.7 0 0 1-2.4-2.4l7.7-7.6"];
const PAGE = ["M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z", "M14 3v5h5"];
const TICK = ["m4 12.5 5 5L20 6.5"];
const CLOCK = ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M12 7.5V12l3 2"];
const WARNING = ["M12 4 2.5 20h19z", "M12 10v4", "M12 17v.2"];
const BOT = ["M5 9h14v10H5z", "M12 9V5", "M9.5 13v2", "M14.5 13v2"];
const PERSON = ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20a7.5 7.5 0 0 1 15 0"];
export const ICONS = { CLIP, PERSON };

const initials = (name) => [...plain(name).replace("\u2068", "")][0]?.toUpperCase() ?? "";

/** Show `agent`'s photo in `face`; initials where there is none or it cannot be loaded; no person's face for a bot. */
export const showFace = (face, agent, server, icon) => {
  const key = JSON.stringify(agent ?? null);
  if (face.dataset.key === key) return;
  face.dataset.key = key;
  face.replaceChildren(agent?.first_name ? initials(agent.first_name) : icon(agent?.bot ? BOT : PERSON));
  if (!agent?.photo_url) return;
  const url = URL.canParse?.(agent.photo_url, server) && new URL(agent.photo_url, server);
  if (url?.origin !== server) return; // nobody else need know who chats
  const image = make("img");
  image.alt = "";
  image.referrerPolicy = "no-referrer";
  image.addEventListener("error", () => image.remove());
  image.src = url.href;
  face.append(image);
};

export class Transcript {
  /** `log` is filled and kept in order; elements of unchanged messages stay, so a screen reader hears only news. */
  constructor(chat, log, { words, icon, showPicture }) {
    Object.assign(this, { chat, log, words, icon, showPicture });
    this.shown = new Map(); // key -> {element, state}
    this.pictures = new Map(); // attachment id -> promise of a blob address
    this.times = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit" });
    this.days = new Intl.DateTimeFormat(words.locale, { weekday: "long", day: "numeric", month: "long" });
  }

  /** Bring the log up to date. */
  show() {
    const wanted = this.#items();
    const keys = new Set(wanted.map((item) => item.key));
    for (const [key, { element }] of this.shown) {
      if (keys.has(key)) continue;
      element.remove();
      this.shown.delete(key);
    }
    let before = this.log.firstElementChild;
    for (const item of wanted) {
      const element = this.#element(item);
      if (element === before) before = before.nextElementSibling;
      else this.log.insertBefore(element, before);
    }
  }

  #items() {
    const { chat } = this;
    const nothing = !chat.look && chat.line.state === "stopped";
    const items = nothing ? [] : [chat.hasOlder ? { key: "older", kind: "older", state: chat.older } : { key: "greeting", kind: "greeting", state: chat.invited ?? chat.look?.name ?? "" }];
    const entries = chat.entries.filter((entry, index, all) => !this.#saysTheSame(entry, all[index - 1])).map((entry) => this.#entry(entry));
    entries.forEach((entry, index) => {
      const previous = entries[index - 1];
      if (previous?.day !== entry.day) items.push({ key: `day ${entry.day} ${entry.key}`, kind: "day", at: entry.at, state: this.#dayName(entry.at) });
      const next = entries[index + 1];
      entry.first = !previous || previous.day !== entry.day || previous.from !== entry.from;
      entry.last = !next || next.day !== entry.day || next.from !== entry.from;
      items.push(entry);
    });
    if (chat.isLeaving) items.push({ key: "leaving", kind: "day", state: this.words.leaving });
    return items;
  }

  /** The visitor has ended the conversation: that the agent then closed it is no news. */
  #saysTheSame(entry, previous) {
    return previous?.system === "visitor_left" && (entry.system === "wrapped_up" || entry.system === "visitor_left");
  }

  /** One message or own row in the form that is drawn; `state` tells whether it has to be drawn again. */
  #entry(source) {
    const at = new Date(source.sent_at ?? source.at);
    const row = !source.author;
    const mine = row || source.author.kind === "visitor";
    const entry = {
      key: source.client_id ? `own ${source.client_id}` : source.id,
      kind: source.kind === "system" ? "line" : "message",
      from: source.kind === "system" ? source.id : mine ? "me" : `${source.author.id} ${source.author.name}`,
      day: at.toDateString(),
      at,
      mine,
      source,
      file: source.attachment ?? source.file,
      delivery: row ? source.state : "stored",
    };
    const progress = this.chat.outbox.progress.get(source.client_id);
    entry.progress = row && source.file && !source.attachment && source.state === "queued" ? Math.round((progress ?? 0) * 100) : null;
    entry.waiting = this.chat.line.state !== "live";
    entry.slow = row && !entry.waiting && this.chat.outbox.isSlow(source.client_id);
    return entry;
  }

  #element(item) {
    const state = item.state ?? JSON.stringify([
      item.first, item.last, item.delivery, item.delivery === "queued" && [item.progress, item.waiting, item.slow], item.source.reason,
    ]);
    let shown = this.shown.get(item.key);
    if (!shown) {
      shown = { element: this.#build(item) };
      this.shown.set(item.key, shown);
    }
    if (shown.state !== state) this.#update(shown.element, item, state);
    shown.state = state;
    this.#showStoredText(shown, item);
    return shown.element;
  }

  /** The server may have hidden a number: what is stored is shown, to its author too. */
  #showStoredText(shown, item) {
    const text = item.kind === "message" ? besideCard(item.source) : undefined;
    if (shown.text !== undefined && shown.text !== text) {
      shown.element.querySelector(".text")?.replaceChildren(...linked(text ?? ""));
    }
    shown.text = text;
  }

  #build(item) {
    if (item.kind === "greeting") return make("div", "greeting");
    if (item.kind === "day") return make("div", "day");
    if (item.kind === "older") return this.#olderButton();
    if (item.kind === "line") return make("div", "line", this.#systemLine(item.source));
    const element = make("article", `message${item.mine ? " mine" : ""}`);
    const author = item.mine ? this.words.you : plain(item.source.author.name) || this.words.someone;
    const name = make("span", item.mine ? "quiet" : "name", author);
    name.dir = "auto";
    element.append(name);
    if (!item.mine) {
      const face = make("span", "face");
      face.setAttribute("aria-hidden", "true");
      const { agent, server } = this.chat;
      const isBot = item.source.author.kind === "bot";
      const known = isBot ? { bot: true } : agent && plain(agent.first_name) === author ? agent : { first_name: author };
      showFace(face, known, server, this.icon);
      element.append(face);
    }
    const body = make("div", `body${this.#isPicture(item.file) ? " bare" : ""}`);
    if (item.file) body.append(this.#attachment(item));
    const said = besideCard(item.source);
    if (said) {
      const text = make("p", "text", ...linked(said));
      text.dir = "auto";
      body.append(text);
    }
    body.append(...card(item.source.values));
    body.append(make("div", "meta"));
    element.append(body);
    return element;
  }

  #update(element, item, state) {
    if (item.kind === "greeting") element.textContent = this.chat.invited ?? (state ? plain(this.chat.look.texts?.greeting, 600) || this.words.greeting(plain(state)) : "…");
    else if (item.kind === "older") element.firstChild.textContent = { loading: this.words.older_loading, failed: this.words.older_failed }[state] ?? this.words.older;
    else if (item.kind === "day") element.textContent = state;
    else if (item.kind === "message") this.#updateMessage(element, item);
  }

  #updateMessage(element, item) {
    element.classList.toggle("first", item.first);
    element.classList.toggle("last", item.last);
    const meta = element.querySelector(".meta");
    const time = make("time", "", this.times.format(item.at));
    time.dateTime = item.at.toISOString();
    meta.replaceChildren(time);
    if (item.mine) meta.append(...this.#deliveryMark(item));
    const { client_id } = item.source;
    showSending(element.querySelector(".body"), item.progress, this.words, () => this.chat.outbox.discard(client_id));
    element.querySelector(".trouble")?.remove();
    if (item.delivery === "refused" || item.delivery === "parked") element.append(this.#trouble(item));
  }

  #olderButton() {
    const button = make("button", "");
    button.type = "button";
    button.addEventListener("click", () => this.chat.loadOlder());
    return make("div", "older", button);
  }

  #deliveryMark(item) {
    const { words } = this;
    if (item.slow) return [this.icon(CLOCK), make("span", "", words.slow)];
    const [paths, label] =
      item.delivery === "stored" ? [TICK, words.stored]
      : item.delivery === "queued" ? [CLOCK, item.waiting ? words.waiting : words.queued]
      : item.delivery === "parked" ? [CLOCK, words.parked]
      : [WARNING, words.refused];
    return [this.icon(paths), make("span", "quiet", label)];
  }

  #trouble(item) {
    const { words, chat } = this;
    const { reason, client_id } = item.source;
    const reasons = item.file ? words.file_refused : words.text_refused;
    const known = Object.hasOwn(reasons, reason);
    const why = item.delivery === "parked" ? words.parked : known ? reasons[reason] : words.refused;
    const again = make("button", "", item.delivery === "parked" ? words.retry : words.again);
    again.type = "button";
    again.addEventListener("click", () => chat.outbox.retry(client_id));
    const away = make("button", "", words.discard);
    away.type = "button";
    away.addEventListener("click", () => chat.outbox.discard(client_id));
    const hopeless = reason === "too_large" || reason === "invalid" || (item.file && reason === "not_found");
    return make("div", "trouble", make("span", "", why), ...(hopeless && item.delivery !== "parked" ? [away] : [again, away]));
  }

  #systemLine(message) {
    const { words } = this;
    if (message.system === "wrapped_up") return words.wrapped_up;
    if (message.system === "visitor_left") return words.you_left;
    if (message.system === "still_searching") return words.still_searching;
    if (message.system === "call_back_asked") return words.call_asked(plain(message.values?.phone));
    if (/^(contact_left|mail_)/.test(message.system)) return words[message.system](plain(message.values?.email || message.values?.phone));
    const { owner_away, owner_back, joined, joined_left } = words;
    const said = { owner_away, owner_back, joined, joined_left }[message.system] ?? words.assigned;
    return said(plain(message.values?.agent) || words.someone);
  }

  #dayName(at) {
    const day = at.toDateString();
    const now = new Date();
    if (day === now.toDateString()) return this.words.today;
    now.setDate(now.getDate() - 1);
    return day === now.toDateString() ? this.words.yesterday : this.days.format(at);
  }

  /* Attachments: of my own from this browser while under way, else fetched with my bearer as a blob */

  #isPicture(file) {
    return Boolean(file && /^image\/(png|jpeg|gif|webp)$/.test(file.content_type ?? file.type));
  }

  #attachment(item) {
    if (this.#isPicture(item.file)) return this.#thumb(item);
    const { file, source } = item;
    const button = this.#fileButton(item);
    if (!/^video\/(mp4|webm)$/.test(file.content_type ?? file.type)) return button;
    return video(file, { words: this.words, icon: this.icon, address: () => this.#address(source, file), save: button });
  }

  #thumb(item) {
    const { file, source } = item;
    const button = make("button", "thumb");
    button.type = "button";
    button.setAttribute("aria-label", this.words.enlarge(plain(file.name)));
    const load = async () => {
      button.replaceChildren(make("span", "", "…"));
      try {
        const image = make("img");
        image.alt = this.words.picture(plain(file.name));
        if (file.width_px) Object.assign(image, { width: file.width_px, height: file.height_px });
        image.src = await this.#address(source, file);
        button.replaceChildren(image);
        this.log.dispatchEvent(new Event("grown"));
        image.addEventListener("load", () => this.log.dispatchEvent(new Event("grown")));
      } catch {
        button.replaceChildren(make("span", "", this.words.no_picture));
      }
    };
    button.addEventListener("click", async () => {
      if (button.querySelector("img")) this.showPicture(await this.#address(source, file), plain(file.name), button);
      else load();
    });
    load();
    return button;
  }

  #fileButton(item) {
    const { file, source } = item;
    const size = file.size_bytes < 1e6 ? `${Math.max(1, Math.round(file.size_bytes / 1000))} kB` : `${(file.size_bytes / 1e6).toFixed(1)} MB`;
    const name = make("b", "", plain(file.name));
    name.dir = "auto";
    const button = make("button", "file", this.icon(PAGE), make("span", "", name, make("small", "", size)));
    button.type = "button";
    button.setAttribute("aria-label", this.words.download(plain(file.name)));
    button.addEventListener("click", async () => {
      const link = make("a");
      link.download = plain(file.name).replace(/[\u2068\u2069]/g, "");
      link.href = await this.#address(source, file).catch(() => "");
      if (link.href) link.click();
    });
    return button;
  }

  #address(source, file) {
    const key = source.client_id || file.id;
    if (!this.pictures.has(key)) {
      const blob = this.#blob(source, file);
      this.pictures.set(key, blob.then((data) => URL.createObjectURL(data)));
      blob.catch(() => this.pictures.delete(key));
    }
    return this.pictures.get(key);
  }

  async #blob(source, file) {
    const own = source.client_id && source.file ? await this.chat.files.get(source.client_id) : null;
    return own ?? this.chat.fetchFile(file.id);
  }
}
