/* The conversation: what the visitor sees and says, kept over pages and shared by tabs. It must not know any element. */

import { consent } from "./consent.js";
import { Line } from "./line.js";
import { LATE_MS, Outbox, SLOW_MS } from "./outbox.js";
import { cut, dutch, language, script, server, site, uuid, wellFormed } from "./place.js";
import { FileShelf, Shelf, tabShelf } from "./shelf.js";
import { Stream } from "./stream.js";
import { Visit } from "./visit.js";

const VERSIONS = [1];
const GAP_MS = 300; // the contract allows 500
const SETTLE_MS = 60000;
const OLDER_MESSAGES = 50;
const MAX_TYPED = 2000;
const OURS = /^(agent|bot)$/;

/** The chat of one page; says "change" when something is to be shown, "draft" when another tab has changed the draft. */
export class Chat extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { server, site, language, dutch, consent });
    this.identity = script.dataset.identity || null;
    this.shelf = new Shelf();
    this.files = new FileShelf();
    this.token = this.shelf.get("token");
    this.look = this.shelf.get("look");
    this.name = this.shelf.get("name") ?? "";
    this.available = null;
    this.agent = null;
    this.agentTypes = false;
    this.place = null; // in the queue, when the wait is long: {ahead, low, high}, seconds or null
    this.callBack = null; // asked for: {phone, due_from, due_until}
    this.call = null; // the wish that is not answered yet: {id, refused}
    this.slots = null; // when one can be called
    this.older = "idle"; // idle, loading, failed
    this.stream = new Stream();
    this.line = new Line({
      hello: () => ({ type: "hello", versions: VERSIONS, token: this.token, identity: this.identity, consent: consent.asks, ...this.visit.facts }),
      welcomed: (frame) => this.#welcomed(frame),
      received: (frame) => this.#received(frame),
      changed: () => this.#lineChanged(),
    });
    this.visit = new Visit(this.shelf, this.line);
    this.outbox = new Outbox({
      shelf: this.shelf,
      files: this.files,
      line: this.line,
      token: () => this.token,
      told: (name) => this.shelf.set("told_name", name),
      changed: () => this.#tell(),
    });
    this.outbox.emptied = () => this.#sendLeave();
    this.#restore();
    this.#watch();
  }

  start() {
    if (!consent.given) return;
    if (this.identity) this.#customerIs(this.identity);
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

  /* What the page tells */

  /** The visitor has said yes, or no: after that nothing of them is left in this browser. */
  agree(yes) {
    if (yes === consent.given) return;
    if (!yes) {
      this.forgetAll();
      consent.given = false;
    } else {
      consent.given = true;
      if (consent.asks) this.shelf.set("consent", true);
      this.dispatchEvent(new Event("agreed"));
      this.start();
    }
    this.#tell();
  }

  /** The site's server vouches for who the visitor is, or (without a token) the visitor has signed out there. */
  identify(token) {
    this.identity = token ? String(token) : null;
    if (this.identity) {
      this.#customerIs(this.identity);
      this.line.send({ type: "identity", token: this.identity });
    } else if (this.shelf.get("identified")) {
      this.forgetAll();
      if (consent.asks) this.shelf.set("consent", true);
      this.start();
    }
  }

  /** What one customer did not send is not the next one's, who sits down at the same browser. */
  #customerIs(token) {
    let customer = "?"; // what it says is the server's to judge; here only whether it is another one
    try {
      customer = JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub;
    } catch {}
    const before = this.shelf.get("identified");
    if (before && before !== customer) {
      for (const { client_id } of this.outbox.inOrder) this.outbox.discard(client_id);
      this.saveDraft("");
      this.dispatchEvent(new Event("draft"));
    }
    this.shelf.set("identified", customer);
  }

  /** Hang up, and leave nothing here of what was said. */
  forgetAll() {
    clearTimeout(this.persisting);
    this.persisting = null;
    this.line.stop();
    this.outbox.interrupt();
    this.outbox.rows.clear();
    this.stream.forget();
    this.shelf.clear();
    Object.assign(this, { token: null, visitorId: null, name: "", agent: null });
    this.#tell();
    this.files.clear();
  }

  /* What the panel asks for */

  /** Keep a message on disk, show it, send it; false when it could be neither kept nor sent: the text is still yours. */
  say(text) {
    if (this.line.state === "stopped" || !this.outbox.add({ text: wellFormed(text), name: this.#newName() })) return false;
    this.shelf.remove("leaving"); // who writes on has not left
    this.saveDraft("");
    return true;
  }

  sendFile(file) {
    this.shelf.remove("leaving");
    return this.outbox.addFile(file, this.#newName());
  }

  /** End the conversation, as soon as everything said has been sent. */
  leave() {
    if (!this.canLeave) return;
    this.shelf.set("leaving", this.conversation.id);
    this.#tell();
    if (!this.outbox.isWaiting) this.#sendLeave();
  }

  /** Do not wait: be answered by mail or telephone. */
  leaveContact({ email, phone }) {
    this.contact = { id: uuid(), refused: false };
    return this.line.send({ type: "leave_contact", client_id: this.contact.id, email, phone });
  }

  /** Tell what became of the invitation. */
  react(what) {
    this.line.send({ type: "invitation_answer", id: this.invitation.id, what });
    if (what === "shown") return;
    this.invitation = null;
    this.#tell();
  }

  /** Be called; the answer is `callBack`, or `call.refused`. */
  askCallBack(wish) {
    this.call = { id: uuid(), refused: "" };
    return this.line.send({ type: "ask_call_back", client_id: this.call.id, ...wish });
  }

  askTimes() {
    this.line.send({ type: "ask_call_back_times" });
  }

  setName(name) {
    this.name = cut(name, 120).trim();
    this.shelf.set("name", this.name);
  }

  /** The invitation by which this tab opened the chat. */
  get invited() {
    return tabShelf.get("invited");
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

  get conversation() {
    return this.stream.conversation;
  }

  get unread() {
    const seen = this.#seen();
    const isNew = (message) => OURS.test(message.author.kind) && message.pos > seen;
    return this.stream.messages.filter(isNew).length;
  }

  /** The messages in order, then my own that are still under way. What comes before a page not loaded yet is left out. */
  get entries() {
    const before = this.hasOlder ? [] : this.stream.earlier;
    return [...before, ...this.stream.messages, ...this.outbox.inOrder];
  }

  get hasOlder() {
    return Boolean(this.conversation?.more);
  }

  /** The visitor has ended the conversation and not written since. */
  get hasLeft() {
    const last = this.stream.messages.findLast?.(({ system }) => !/^(wrapped_up|mail_)/.test(system));
    return last?.system === "visitor_left" && !this.outbox.rows.size;
  }

  /** The visitor has left an address in this conversation. */
  get hasLeftContact() {
    return this.stream.messages.some((message) => message.system === "contact_left");
  }

  /** Nobody answers now: the site is closed, or nobody is in. */
  get isAway() {
    return this.available === false || this.look?.is_open === false;
  }

  get isAnswered() {
    return this.stream.messages.some(({ author }) => /agent|bot/.test(author.kind));
  }

  get isLeaving() {
    return Boolean(this.conversation) && this.shelf.get("leaving") === this.conversation.id;
  }

  /** The bot answers, or would answer what is written now. */
  get withBot() {
    const { conversation } = this;
    return Boolean(conversation && !conversation.closed && !this.hasLeft ? conversation.bot : this.bot);
  }

  get canLeave() {
    const { conversation } = this;
    return Boolean(conversation?.messages.length) && !conversation.closed && !this.hasLeft && !this.isLeaving;
  }

  /** What to say of the line: "" (nothing), "late" (no answer comes) or "offline". */
  get trouble() {
    const { line, outbox } = this;
    if (line.offlineMs > LATE_MS || (line.offlineMs > SLOW_MS && outbox.isWaiting)) return "offline";
    return outbox.lateMs > LATE_MS ? "late" : "";
  }

  /** Load a page of older messages. */
  async loadOlder() {
    const known = this.conversation;
    if (!known?.more || this.older === "loading") return;
    this.#olderIs("loading");
    try {
      const query = `before=${known.first}&limit=${OLDER_MESSAGES}`;
      const page = await this.#get(`conversations/${encodeURIComponent(known.id)}/messages?${query}`);
      const { messages, more } = await page.json();
      if (this.conversation?.id === known.id) this.stream.prepend({ messages, more });
      this.#olderIs("idle");
    } catch {
      this.#olderIs("failed");
    }
  }

  /** A picture, video or file, with my bearer; never an address that works without it, never of a type that a page could run. */
  async fetchFile(id) {
    const data = await (await this.#get(`files/${encodeURIComponent(id)}`)).blob();
    const isShown = /^(image\/(png|jpeg|gif|webp)|video\/(mp4|webm))$/.test(data.type);
    return isShown ? data : new Blob([data], { type: "application/octet-stream" });
  }

  async #get(path) {
    const answer = await fetch(`${server}/api/v1/${path}`, { headers: { Authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  }

  #olderIs(state) {
    this.older = state;
    this.#tell();
  }

  /** The first name, once: the agent may have corrected it since. */
  #newName() {
    return this.name === this.shelf.get("told_name") ? "" : this.name;
  }

  /* Frames */

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
    this.bot = frame.site.bot;
    this.agent = frame.agent ?? null;
    this.agentTypes = false;
    this.place = null; // told anew
    this.callBack = frame.call_back ?? null;
    this.visit.tell();
    const known = this.conversation;
    if (known && frame.conversation_id && known.id !== frame.conversation_id) this.stream.archive();
    this.#resume();
  }

  #resume() {
    this.line.send({ type: "resume", streams: this.stream.position });
    this.#tell();
  }

  #received(frame) {
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    const take = {
      event: () => this.#event(frame),
      conversation_snapshot: () => this.#snapshot(frame),
      replay_done: () => this.#replayed(frame),
      ack: () => this.outbox.answered(frame),
      send_refused: () => {
        const asked = [this.contact, this.call].find((wish) => wish?.id === frame.client_id);
        if (asked) asked.refused = frame.reason;
        else this.outbox.answered(frame);
      },
      call_back_times: () => (this.slots = frame.slots),
      call_back: () => {
        this.callBack = frame.call_back ?? null;
        if (frame.client_id === this.call?.id) this.call = null;
      },
      queue_place: () => (this.place = Number.isInteger(frame.ahead) ? { ahead: frame.ahead, low: frame.wait_low_s, high: frame.wait_high_s } : null),
      invitation: () => (this.invitation = frame.text && !document.hidden ? frame : null), // a hidden tab is told again
      agent_typing: () => this.#agentTypes(frame.active),
      availability: () => {
        Object.assign(this, { available: frame.available, agent: frame.agent ?? null, bot: frame.bot });
        Object.assign(this.look ?? {}, { is_open: frame.is_open, opens_at: frame.opens_at });
      },
      denied: () => this.#denied(frame.code),
    };
    try {
      if (Object.hasOwn(take, frame.type)) take[frame.type]();
    } catch (error) {
      this.stream.unsupported = true; // a frame of a form that this release does not know
      reportError(error);
    }
    this.#tell();
  }

  #event(event) {
    const result = this.stream.event(event, (message) => this.#placed(message));
    if (result === "applied") this.#persistSoon();
    else if (result === "gap" || result === "replaced") this.#askSoon(result);
    if (result === "applied" && this.conversation.agent) this.#agentIs(this.conversation.agent);
  }

  #snapshot(frame) {
    this.stream.snapshot(frame, (message) => this.#placed(message));
    if (this.conversation?.agent) this.#agentIs(this.conversation.agent);
    this.#persistSoon();
  }

  #replayed(frame) {
    if (frame.stream) return;
    this.line.caughtUp();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settleStored(), SETTLE_MS);
    this.outbox.flush();
  }

  /** What the server has stored and does not show here stands in a conversation of before. */
  #settleStored() {
    for (const row of this.outbox.inOrder) if (row.state === "stored" && this.line.state === "live") this.outbox.settle(row.client_id);
    this.#tell();
  }

  #placed(message) {
    if (OURS.test(message.author.kind)) this.#agentTypes(false);
    if (message.client_id) this.outbox.settle(message.client_id);
    if (message.system === "visitor_left") this.shelf.remove("leaving");
  }

  #agentIs(name) {
    if (this.agent?.first_name !== name) this.agent = { first_name: name };
  }

  /** Something is missing, or the database is another one: wait a moment for it, then ask. */
  #askSoon(why) {
    this.asking ??= setTimeout(() => {
      this.asking = null;
      const [[stream, [epoch, pos]] = [null, []]] = Object.entries(this.stream.position);
      if (why === "replaced") this.#resume();
      else if (stream) this.line.send({ type: "fetch_stream", stream, epoch, pos });
    }, GAP_MS);
  }

  #sendLeave() {
    if (!this.isLeaving || this.line.state !== "live") return;
    if (this.conversation.closed) this.shelf.remove("leaving");
    else this.line.send({ type: "leave", conversation_id: this.conversation.id });
  }

  #lineChanged() {
    if (this.line.state === "offline" || this.line.state === "stopped") {
      this.agentTypes = false;
      if (this.call) this.call.refused = "offline";
      this.firstHello?.();
      this.outbox.interrupt();
    }
    this.#tell();
  }

  /** The bearer is unknown here: come back as a newcomer; or the site has begun to ask since this page was loaded. */
  #denied(code) {
    this.token = null;
    if (code !== 4428) return;
    consent.asks = true;
    this.agree(false);
  }

  #forget() {
    if (this.identity) this.name = ""; // of somebody else
    this.stream.forget();
    this.shelf.remove("transcript");
    this.shelf.remove("seen");
    this.shelf.remove("leaving");
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

  #typed(text) {
    clearTimeout(this.typingSoon);
    this.typingSoon = null;
    if (!text && !this.typingTold) return;
    this.typingTold = Boolean(text);
    const shown = this.look?.typing_preview ? cut(text, MAX_TYPED) : "";
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
    this.visitorId = kept?.visitorId;
    this.agent = kept?.agent ?? null;
    this.stream.restore(kept);
    this.outbox.restore(new Set([...this.stream.earlier, ...this.stream.messages].map((message) => message.client_id)));
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
    this.shelf.set("transcript", { visitorId: this.visitorId, agent: this.agent, ...this.stream.toKeep() });
  }

  #watch() {
    addEventListener("storage", (event) => {
      if (!event.key?.startsWith(this.shelf.prefix)) return;
      const name = event.key.slice(this.shelf.prefix.length);
      const id = name.replace(/^outbox:/, "");
      if (id !== name) this.outbox.seeOther(id, event.newValue, this.stream.messages.some((message) => message.client_id === id));
      else if (name === "draft") this.dispatchEvent(new Event("draft"));
      else if (name === "token" && !event.newValue) this.agree(false); // in another tab they said no, or signed out
      this.#tell();
    });
    addEventListener("online", () => this.line.probe());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.line.probe();
      if (this.line.state === "live") this.visit.tellPage();
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
}
