/* The conversation: what the visitor sees and says, kept over pages and shared by tabs. It must not know any element. */

import { Line } from "./line.js";
import { cut, dutch, language, server, site, uuid, wellFormed } from "./place.js";
import { FileShelf, Shelf, cameFrom, tabShelf } from "./shelf.js";

const VERSIONS = [1];
const GAP_MS = 300; // the contract allows 500
const ASK_AFTER_MS = 10 * 60 * 1000;
const VISIT_MS = 30 * 60 * 1000;
const KEPT_MESSAGES = 60;
const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
const LATER = new Set(["rate_limited", "unavailable"]);
const SHOWN_LINES = new Set(["assigned", "wrapped_up", "owner_away", "owner_back"]);

/**
 * What the visitor sees and says. Every message belongs to the tab that wrote it, which alone sends it; when that
 * tab is gone, exactly one other tab gets its Web Lock and adopts what it left. The server knows a client_id again.
 */
export class Chat extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { server, site, language, dutch });
    this.shelf = new Shelf();
    this.files = new FileShelf();
    this.tab = uuid();
    this.token = this.shelf.get("token");
    this.look = this.shelf.get("look");
    this.name = this.shelf.get("name") ?? "";
    this.available = null;
    this.agent = null;
    this.agentTypes = false;
    this.conversation = null; // {id, epoch, pos, closed, messages}
    this.earlier = []; // messages of the conversations before it
    this.rows = new Map(); // client_id -> my message that is not in the transcript yet
    this.progress = new Map(); // client_id -> part of a file that is uploaded, 0 to 1
    this.acks = new Map();
    this.page = { url: location.href, title: document.title };
    this.line = new Line({
      hello: () => this.#hello(),
      welcomed: (frame) => this.#welcomed(frame),
      received: (frame) => this.#received(frame),
      changed: () => this.#lineChanged(),
    });
    this.#restore();
    this.#watch();
  }

  start() {
    if (this.token || !navigator.locks) {
      this.line.start();
      return;
    }
    // Two tabs opened at once must not become two visitors: one says hello, the other waits for its token.
    navigator.locks.request(`${this.shelf.prefix}first-hello`, () => {
      this.token = this.shelf.get("token");
      this.line.start();
      return this.token ? null : new Promise((resolve) => {
        this.firstHello = resolve;
        setTimeout(resolve, 5000);
      });
    });
  }

  /* What the panel asks for */

  /** Keep a message on disk, show it, send it. */
  say(text) {
    this.#add({ text: wellFormed(text) });
    this.saveDraft("");
  }

  async sendFile(file) {
    const row = { text: "", file: { name: cut(file.name, 200) || "file", type: file.type, size_bytes: file.size } };
    if (file.size > MAX_UPLOAD_BYTES) Object.assign(row, { state: "refused", reason: "too_large" });
    const id = uuid();
    await this.files.put(id, file);
    this.#add(row, id);
  }

  retry(id) {
    const row = this.rows.get(id);
    if (!row) return;
    this.#keep({ ...row, state: "queued", reason: null, tab: this.tab, asked_at: Date.now() });
    this.#flush();
  }

  discard(id) {
    this.rows.delete(id);
    this.shelf.remove(`outbox:${id}`);
    this.files.remove(id);
    this.#tell();
  }

  setName(name) {
    this.name = cut(name, 120).trim();
    this.shelf.set("name", this.name);
  }

  get draft() {
    return this.shelf.get("draft") ?? "";
  }

  saveDraft(text) {
    if (text) this.shelf.set("draft", text);
    else this.shelf.remove("draft");
  }

  /** Tell the agent what is being typed; the text only where the site says so to the visitor. */
  types(text) {
    clearTimeout(this.typingEnds);
    if (text) this.typingEnds = setTimeout(() => this.#typed(""), 5000);
    if (!text) this.#typed("");
    else if (!this.typingSoon) this.typingSoon = setTimeout(() => this.#typed(this.draftNow ?? ""), 350);
    this.draftNow = text;
  }

  /** Everything up to the last message is on screen now. */
  read() {
    if (!this.conversation || document.visibilityState !== "visible") return;
    if (this.#seen() < this.conversation.pos) {
      this.shelf.set("seen", { id: this.conversation.id, pos: this.conversation.pos });
      this.#tell();
    }
    this.#receipt();
  }

  get unread() {
    const seen = this.#seen();
    const isNew = (message) => message.author.kind === "agent" && message.pos > seen;
    return (this.conversation?.messages ?? []).filter(isNew).length;
  }

  /** The messages in order, then my own that are still under way. */
  get entries() {
    const own = [...this.rows.values()].sort((one, other) => one.at - other.at);
    return [...this.earlier, ...(this.conversation?.messages ?? []), ...own];
  }

  /** A picture or file, with my bearer; never an address that works without it. */
  async fetchFile(id) {
    const answer = await fetch(`${server}/api/v1/files/${encodeURIComponent(id)}`, {
      headers: { Authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Error(`file: ${answer.status}`);
    return answer.blob();
  }

  /* What the page tells */

  showPage(page) {
    const url = cut(page?.url ?? location.href, 2048);
    const title = cut(page?.title ?? document.title, 300);
    if (url === this.page.url && title === this.page.title) return;
    this.page = { url, title };
    this.#sendPage();
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

  /* Connection */

  #hello() {
    return {
      type: "hello",
      versions: VERSIONS,
      site_id: site,
      visit_key: this.#visitKey(),
      page: { type: "page", ...this.page },
      token: this.token,
      referrer: tabShelf.get("referrer") ?? cameFrom,
      language: navigator.language || language,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
      touch: matchMedia("(pointer: coarse)").matches,
    };
  }

  #visitKey() {
    const shared = this.shelf.get("visit");
    const fresh = shared && Date.now() - shared.at < VISIT_MS;
    const key = tabShelf.get("visit") ?? (fresh ? shared.key : uuid());
    tabShelf.set("visit", key);
    this.shelf.set("visit", { key, at: Date.now() });
    return key;
  }

  #welcomed(frame) {
    if (this.visitorId && this.visitorId !== frame.visitor_id) this.#forget();
    this.visitorId = frame.visitor_id;
    this.token = frame.token;
    this.shelf.set("token", this.token);
    this.firstHello?.();
    this.look = frame.site;
    this.shelf.set("look", this.look);
    if (frame.name && !this.name) {
      this.name = frame.name;
      this.shelf.set("told_name", frame.name);
    }
    this.available = frame.available;
    this.agent = frame.agent ?? null;
    this.agentTypes = false;
    if (this.cart !== undefined) this.line.send({ type: "cart", cart: this.cart });
    if (this.fields) this.line.send({ type: "fields", fields: this.fields });
    const known = this.conversation;
    if (known && frame.conversation_id && known.id !== frame.conversation_id) this.#archive();
    this.#resume();
  }

  #resume() {
    const known = this.conversation;
    const streams = known ? { [`c:${known.id}`]: [known.epoch, known.pos] } : {};
    this.line.send({ type: "resume", streams });
    this.#tell();
  }

  #received(frame) {
    if (frame.type === "event") this.#event(frame);
    else if (frame.type === "conversation_snapshot") this.#snapshot(frame);
    else if (frame.type === "replay_done") this.#replayed(frame);
    else if (frame.type === "ack") this.#acknowledged(frame);
    else if (frame.type === "send_refused") this.acks.get(frame.client_id)?.(frame);
    else if (frame.type === "agent_typing") this.#agentTypes(frame.active);
    else if (frame.type === "availability") Object.assign(this, { available: frame.available, agent: frame.agent ?? null });
    else if (frame.type === "denied") this.token = null; // the bearer is unknown here: come back as a newcomer
    this.#tell();
  }

  #replayed(frame) {
    if (frame.stream) return;
    this.line.caughtUp();
    this.#flush();
  }

  #lineChanged() {
    if (this.line.state === "offline" || this.line.state === "stopped") {
      this.agentTypes = false;
      this.firstHello?.();
      for (const answer of [...this.acks.values()]) answer(null);
    }
    this.#tell();
  }

  /* Streams: only the next position counts, a gap is fetched, a snapshot replaces */

  #event(event) {
    const id = event.stream.replace(/^c:/, "");
    if (this.conversation?.id !== id) {
      if (this.earlier.some((message) => message.conversation_id === id)) return;
      if (this.conversation && !this.conversation.closed && event.pos > 1) return;
      this.#archive();
      this.conversation = { id, epoch: event.epoch, pos: 0, closed: false, messages: [] };
    }
    const known = this.conversation;
    if (known.epoch !== event.epoch) {
      this.conversation = null;
      this.#resume();
    } else if (event.pos === known.pos + 1) {
      known.pos = event.pos;
      this.#apply(event.change);
      this.#persistSoon();
    } else if (event.pos > known.pos) {
      this.#fetchGap(event.stream);
    }
  }

  #fetchGap(stream) {
    this.gap ??= setTimeout(() => {
      this.gap = null;
      const known = this.conversation;
      if (known && stream === `c:${known.id}`) {
        this.line.send({ type: "fetch_stream", stream, epoch: known.epoch, pos: known.pos });
      }
    }, GAP_MS);
  }

  #apply(change) {
    if (change.conversation) this.#conversationIs(change.conversation);
    if (change.type === "message_added") this.#place(change.message);
  }

  #conversationIs(conversation) {
    this.conversation.closed = conversation.state === "closed";
    if (conversation.agent_name) {
      if (this.agent?.first_name !== conversation.agent_name) this.agent = { first_name: conversation.agent_name };
    }
  }

  #place(message) {
    if (message.kind === "note" || (message.kind === "system" && !SHOWN_LINES.has(message.system))) return;
    const messages = this.conversation.messages;
    if (messages.some((other) => other.id === message.id)) return;
    messages.push(message);
    if (message.author.kind === "agent") this.#agentTypes(false);
    if (message.client_id) this.#settle(message.client_id);
  }

  #snapshot(frame) {
    if (this.conversation && this.conversation.id !== frame.conversation.id) this.#archive();
    this.conversation = { id: frame.conversation.id, epoch: frame.epoch, pos: frame.pos, closed: false, messages: [] };
    this.#conversationIs(frame.conversation);
    for (const message of frame.messages) this.#place(message);
    this.#persistSoon();
  }

  #archive() {
    if (!this.conversation) return;
    this.earlier = [...this.earlier, ...this.conversation.messages].slice(-KEPT_MESSAGES);
    this.conversation = null;
    this.#persistSoon();
  }

  #forget() {
    this.conversation = null;
    this.earlier = [];
    this.shelf.remove("transcript");
    this.shelf.remove("seen");
  }

  #agentTypes(active) {
    clearTimeout(this.agentTypingEnds);
    this.agentTypes = active;
    if (active) {
      this.agentTypingEnds = setTimeout(() => {
        this.agentTypes = false;
        this.#tell();
      }, 30000);
    }
  }

  /* Outbox */

  #add(fields, id = uuid()) {
    this.lastAt = Math.max(Date.now(), (this.lastAt ?? 0) + 1);
    const name = this.name === this.shelf.get("told_name") ? "" : this.name; // once: the agent may have corrected it
    const row = { client_id: id, at: this.lastAt, tab: this.tab, state: "queued", name, ...fields };
    this.#keep(row); // on disk before it is shown
    this.#flush();
  }

  #keep(row) {
    this.shelf.set(`outbox:${row.client_id}`, row);
    this.rows.set(row.client_id, row);
    this.#tell();
  }

  /** The message stands in the transcript: the row has done its work. Its owner clears the disk. */
  #settle(id) {
    const row = this.rows.get(id) ?? this.shelf.get(`outbox:${id}`);
    this.rows.delete(id);
    this.progress.delete(id);
    this.acks.get(id)?.({ type: "ack" });
    if (!row) return;
    this.shelf.remove(`outbox:${id}`);
    if (row.file) this.files.remove(id);
  }

  #nextRow() {
    const mine = [...this.rows.values()].filter((row) => row.tab === this.tab && row.state === "queued");
    for (const row of mine) {
      if (Date.now() - (row.asked_at ?? row.at) > ASK_AFTER_MS) this.#keep({ ...row, state: "parked" });
      else if (row.file && !row.attachment) this.#upload(row);
    }
    const ready = mine.filter((row) => this.rows.get(row.client_id)?.state === "queued" && (!row.file || row.attachment));
    return ready.sort((one, other) => one.at - other.at)[0];
  }

  /** Send one after the other, so that the order is kept; each waits for its acknowledgement. */
  async #flush() {
    if (this.flushing) return;
    this.flushing = true;
    for (let row; this.line.state === "live" && (row = this.#nextRow()); ) {
      if (!(await this.#deliver(row))) break;
    }
    this.flushing = false;
  }

  async #deliver(row) {
    const id = row.client_id;
    const answer = await new Promise((resolve) => {
      this.acks.set(id, resolve);
      const attachment_id = row.attachment?.id ?? null;
      const frame = { type: "send", client_id: id, text: row.text, attachment_id, name: row.name || null };
      if (!this.line.send(frame)) resolve(null);
    });
    this.acks.delete(id);
    if (!answer) return false;
    if (answer.type === "ack") return true;
    if (LATER.has(answer.reason)) {
      this.#flushLater();
      return false;
    }
    const kept = this.rows.get(id);
    if (kept) this.#keep({ ...kept, state: "refused", reason: answer.reason });
    return true;
  }

  #flushLater(delayS = 3 + Math.random() * 4) {
    clearTimeout(this.flushSoon);
    this.flushSoon = setTimeout(() => this.#flush(), delayS * 1000);
  }

  #acknowledged(frame) {
    const row = this.rows.get(frame.client_id);
    if (row) this.#keep({ ...row, state: "stored" });
    if (row?.name) this.shelf.set("told_name", row.name);
    this.acks.get(frame.client_id)?.(frame);
  }

  async #upload(row) {
    const id = row.client_id;
    if (this.progress.has(id)) return;
    this.progress.set(id, 0);
    const file = await this.files.get(id);
    const answer = file ? await this.#post(file, row) : { reason: "not_found" };
    this.progress.delete(id);
    const kept = this.rows.get(id);
    if (!kept) return;
    if (answer.attachment) this.#keep({ ...kept, attachment: answer.attachment });
    else if (answer.reason) this.#keep({ ...kept, state: "refused", reason: answer.reason });
    if (answer.attachment) this.#flush();
    else if (!answer.reason) this.#flushLater(answer.retryAfterS);
  }

  /** XMLHttpRequest, because fetch does not tell how far an upload is. */
  #post(file, row) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${server}/api/v1/uploads`);
      request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.setRequestHeader("Content-Type", row.file.type || "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(wellFormed(row.file.name)));
      request.responseType = "json";
      request.upload.onprogress = (event) => {
        this.progress.set(row.client_id, event.loaded / Math.max(1, event.total));
        this.#tell();
      };
      request.onerror = () => resolve({});
      request.onload = () => {
        const body = request.response;
        if (request.status < 300 && body?.id) resolve({ attachment: body });
        else if (request.status >= 500 || LATER.has(body?.reason)) resolve({ retryAfterS: body?.retry_after_s });
        else resolve({ reason: body?.reason ?? (request.status === 413 ? "too_large" : "invalid") });
      };
      request.send(file);
    });
  }

  /** Messages of a tab that is gone are sent by the one that gets its lock. */
  #adoptFrom(tab) {
    if (tab === this.tab || this.adopting?.has(tab)) return;
    this.adopting = (this.adopting ?? new Set()).add(tab);
    const adopt = () => {
      this.adopting.delete(tab);
      for (const name of this.shelf.names("outbox:")) {
        const row = this.shelf.get(name);
        if (row?.tab === tab) this.#keep({ ...row, tab: this.tab });
      }
      this.#flush();
    };
    if (navigator.locks) navigator.locks.request(`${this.shelf.prefix}tab:${tab}`, adopt);
    else setTimeout(adopt, 20000); // the server knows a client_id again, so twice is once
  }

  /* Small things */

  #typed(text) {
    clearTimeout(this.typingSoon);
    this.typingSoon = null;
    if (!text && !this.typingTold) return;
    this.typingTold = Boolean(text);
    const shown = this.look?.typing_preview ? cut(text, 2000) : "";
    this.line.send({ type: "typing", active: Boolean(text), text: shown });
  }

  #seen() {
    const seen = this.shelf.get("seen");
    return seen && seen.id === this.conversation?.id ? seen.pos : 0;
  }

  #receipt() {
    const { id, pos } = this.conversation;
    const read_pos = this.#seen();
    if (this.receipted === `${id}:${pos}:${read_pos}`) return;
    const frame = { type: "receipt", conversation_id: id, delivered_pos: pos, read_pos };
    if (this.line.state === "live" && this.line.send(frame)) this.receipted = `${id}:${pos}:${read_pos}`;
  }

  #sendPage() {
    this.line.send({ type: "page", ...this.page });
  }

  #tell() {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      if (this.conversation) this.#receipt();
      this.dispatchEvent(new Event("change"));
    });
  }

  /* Kept over reloads, shared by tabs */

  #restore() {
    const kept = this.shelf.get("transcript");
    if (kept) {
      this.visitorId = kept.visitorId;
      this.conversation = kept.conversation;
      this.earlier = kept.earlier ?? [];
      this.agent = kept.agent;
    }
    if (navigator.locks) navigator.locks.request(`${this.shelf.prefix}tab:${this.tab}`, () => new Promise(() => {}));
    const known = new Set(this.entries.map((message) => message.client_id));
    for (const name of this.shelf.names("outbox:")) {
      const row = this.shelf.get(name);
      if (!row || (row.state === "stored" && known.has(row.client_id))) this.shelf.remove(name);
      else this.#seeRow(row);
    }
  }

  #seeRow(row) {
    this.rows.set(row.client_id, row);
    if (row.state !== "stored") this.#adoptFrom(row.tab);
    else setTimeout(() => this.#settle(row.client_id), 60000);
  }

  #persistSoon() {
    this.persisting ??= setTimeout(() => this.persist(), 150);
  }

  persist() {
    clearTimeout(this.persisting);
    this.persisting = null;
    const mine = this.conversation;
    const kept = this.shelf.get("transcript")?.conversation;
    if (mine && kept && kept.id === mine.id && kept.epoch === mine.epoch && kept.pos > mine.pos) return;
    this.shelf.set("transcript", {
      visitorId: this.visitorId,
      conversation: mine && { ...mine, messages: mine.messages.slice(-KEPT_MESSAGES) },
      earlier: this.earlier,
      agent: this.agent,
    });
  }

  #watch() {
    addEventListener("storage", (event) => {
      if (!event.key?.startsWith(this.shelf.prefix)) return;
      const name = event.key.slice(this.shelf.prefix.length);
      if (name.startsWith("outbox:")) this.#otherTabsRow(name, event.newValue);
      else if (name === "draft") this.dispatchEvent(new Event("draft"));
      this.#tell();
    });
    addEventListener("online", () => this.line.probe());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.line.probe();
      if (this.line.state === "live") this.#sendPage();
      this.#tell();
    });
    addEventListener("pagehide", () => {
      this.persist();
      this.line.stop();
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.line.start();
    });
  }

  #otherTabsRow(name, text) {
    const id = name.slice("outbox:".length);
    if (!text) {
      // Settled or thrown away there; when it was stored, its event reaches this tab within a moment.
      if (this.rows.get(id)?.state !== "stored") this.rows.delete(id);
      return;
    }
    const row = JSON.parse(text);
    if (!this.conversation?.messages.some((message) => message.client_id === id)) this.#seeRow(row);
  }
}
