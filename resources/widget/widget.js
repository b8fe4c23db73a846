/*
 * The chat on a site's page: what is kept in the browser, the connection, the conversation and the launcher.
 * It must not know how the panel looks; panel.js and its neighbours are loaded when the visitor opens it.
 *
 *   <script src="https://chat.example/widget/widget.js" data-site="SITE" async></script>
 *
 * A page may talk to it before it is there:  (window.OperatorConsole ||= []).push(["page", {url, title}])
 */
(() => {
  "use strict";

  const script = document.currentScript;
  const site = script?.dataset.site;
  if (!site || window.OperatorConsole?.open) return;

  const VERSIONS = [1];
  const CLOSE_FOR_GOOD = new Map([[4403, "forbidden"], [4426, "version"]]);
  const NOT_SIGNED_IN = 4401;
  const BACK_OFF_CAP_S = 60;
  const PROBE_S = 3;
  const GAP_MS = 300; // the contract allows 500
  const ASK_AFTER_MS = 10 * 60 * 1000;
  const VISIT_MS = 30 * 60 * 1000;
  const KEPT_MESSAGES = 60;
  const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
  const LATER = new Set(["rate_limited", "unavailable"]);
  const SHOWN_LINES = new Set(["assigned", "wrapped_up"]);
  const server = new URL(script.src, location.href).origin;
  const language = (document.documentElement.lang || navigator.language || "nl").toLowerCase();
  const dutch = language.startsWith("nl");

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID(); // absent on pages without https
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text);
  const cut = (text, limit) => wellFormed(String(text ?? "").slice(0, limit));
  const narrow = () => matchMedia("(max-width: 480px)").matches;

  /* ------------------------------------------------------------------ what is kept in the browser */

  /** Values of this site in local storage; in memory only where the browser forbids it (`lasting` says so). */
  class Shelf {
    constructor() {
      this.prefix = `operator-console:${site}:`;
      this.memory = new Map();
      this.lasting = this.#works();
    }

    get(name) {
      if (this.memory.has(name)) return this.memory.get(name);
      try {
        return JSON.parse(localStorage.getItem(this.prefix + name));
      } catch {
        return null;
      }
    }

    set(name, value) {
      this.memory.delete(name);
      const text = JSON.stringify(value);
      for (const last of [false, true]) {
        try {
          localStorage.setItem(this.prefix + name, text);
          return;
        } catch {
          if (last) break;
          try {
            localStorage.removeItem(`${this.prefix}transcript`); // can be fetched again; a message cannot
          } catch {
            break;
          }
        }
      }
      this.lasting = false;
      this.memory.set(name, value);
    }

    remove(name) {
      this.memory.delete(name);
      try {
        localStorage.removeItem(this.prefix + name);
      } catch {
        // nothing was kept
      }
    }

    names(start) {
      const found = [...this.memory.keys()];
      try {
        for (let index = 0; index < localStorage.length; index += 1) {
          const key = localStorage.key(index);
          if (key.startsWith(this.prefix)) found.push(key.slice(this.prefix.length));
        }
      } catch {
        // memory only
      }
      return found.filter((name) => name.startsWith(start));
    }

    #works() {
      try {
        localStorage.setItem(`${this.prefix}try`, "1");
        localStorage.removeItem(`${this.prefix}try`);
        return true;
      } catch {
        return false;
      }
    }
  }

  /** A value of this tab alone. */
  const tabShelf = {
    get: (name) => {
      try {
        return sessionStorage.getItem(`operator-console:${site}:${name}`);
      } catch {
        return null;
      }
    },
    set: (name, value) => {
      try {
        sessionStorage.setItem(`operator-console:${site}:${name}`, value);
      } catch {
        // a new visit on every page is the honest result
      }
    },
  };

  /** Where the visitor came from; kept in the tab, because a visitor may be on the next page before the line is up. */
  const cameFrom =
    document.referrer && new URL(document.referrer).origin !== location.origin ? document.referrer.slice(0, 2048) : null;
  if (cameFrom) tabShelf.set("referrer", cameFrom);

  /** Files that are not uploaded yet, so that a reload does not lose them. */
  class FileShelf {
    constructor() {
      this.memory = new Map();
    }

    async put(id, file) {
      this.memory.set(id, file);
      await this.#run("readwrite", (store) => store.put(file, id)).catch(() => undefined);
    }

    async get(id) {
      return this.memory.get(id) ?? (await this.#run("readonly", (store) => store.get(id)).catch(() => undefined));
    }

    async remove(id) {
      this.memory.delete(id);
      await this.#run("readwrite", (store) => store.delete(id)).catch(() => undefined);
    }

    async #run(mode, use) {
      this.database ??= new Promise((resolve, reject) => {
        const opening = indexedDB.open("operator-console", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("files");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const database = await this.database;
      return new Promise((resolve, reject) => {
        const change = database.transaction("files", mode);
        const wish = use(change.objectStore("files"));
        change.oncomplete = () => resolve(wish.result);
        change.onerror = () => reject(change.error);
        change.onabort = () => reject(change.error);
      });
    }
  }

  /* ------------------------------------------------------------------------------- the connection */

  /** One WebSocket that comes back by itself: full-jitter back-off, heartbeat, probe when the network changes. */
  class Line {
    constructor({ hello, welcomed, received, changed }) {
      Object.assign(this, { hello, welcomed, received, changed });
      this.state = "connecting"; // connecting, catching_up, live, offline, stopped
      this.reason = null;
      this.everWelcomed = false;
      this.attempts = 0;
      this.retryAfterS = null;
    }

    start() {
      if (this.state === "stopped" || this.socket) return;
      clearTimeout(this.waiting);
      if (this.state !== "connecting" && this.state !== "offline") this.#become("offline");
      let socket;
      try {
        socket = new WebSocket(`${server.replace(/^http/, "ws")}/ws/visitor`);
      } catch {
        this.#lost(0); // the page's own policy forbids it
        return;
      }
      this.socket = socket;
      const tooLong = setTimeout(() => this.#drop(), 15000);
      socket.onopen = () => this.send(this.hello());
      socket.onmessage = (event) => {
        if (socket !== this.socket) return;
        clearTimeout(tooLong);
        this.#read(event.data);
      };
      socket.onclose = (event) => {
        clearTimeout(tooLong);
        if (socket === this.socket) this.#lost(event.code);
      };
    }

    stop() {
      clearTimeout(this.waiting);
      this.#drop(false);
    }

    send(frame) {
      if (!this.socket || this.socket.readyState !== WebSocket.OPEN) return false;
      this.socket.send(JSON.stringify(frame));
      return true;
    }

    /** Everything of the last resume has arrived: the outbox may go. */
    caughtUp() {
      if (this.state === "catching_up") this.#become("live");
    }

    /** The network changed or the page woke up: is the line still alive? */
    probe() {
      if (this.state === "stopped") return;
      if (!this.socket) this.start();
      else if (this.state === "live") this.#ping(PROBE_S);
    }

    #read(data) {
      let frame;
      try {
        frame = JSON.parse(data);
      } catch {
        return;
      }
      if (frame.type === "ping") this.send({ type: "pong", id: frame.id, sent_s: frame.sent_s });
      else if (frame.type === "pong") this.#ponged();
      else if (frame.type === "goodbye") this.retryAfterS = frame.retry_after_s;
      else if (frame.type === "denied") this.#denied(frame);
      else if (frame.type === "welcome") this.#welcome(frame);
      else this.received(frame);
    }

    #welcome(frame) {
      this.everWelcomed = true;
      this.attempts = 0;
      this.missed = 0;
      clearInterval(this.beating);
      this.beating = setInterval(() => this.#beat(), (frame.heartbeat_s || 15) * 1000);
      this.#become("catching_up");
      this.welcomed(frame);
    }

    #denied(frame) {
      this.retryAfterS = frame.retry_after_s ?? this.retryAfterS;
      if (frame.code === NOT_SIGNED_IN) this.received(frame);
      if (CLOSE_FOR_GOOD.has(frame.code)) this.reason = CLOSE_FOR_GOOD.get(frame.code);
    }

    #beat() {
      if (this.missed >= 2) this.#drop();
      else this.#ping(null);
    }

    #ping(limitS) {
      this.missed += 1;
      this.pings = (this.pings ?? 0) + 1;
      this.send({ type: "ping", id: this.pings, sent_s: performance.now() / 1000 });
      clearTimeout(this.probing);
      if (limitS) this.probing = setTimeout(() => this.#drop(), limitS * 1000);
    }

    #ponged() {
      this.missed = 0;
      clearTimeout(this.probing);
    }

    #drop(again = true) {
      const socket = this.socket;
      this.socket = null;
      socket?.close();
      if (again) this.#lost(0);
      else this.#quiet();
    }

    #quiet() {
      this.socket = null;
      clearInterval(this.beating);
      clearTimeout(this.probing);
    }

    #lost(code) {
      this.#quiet();
      this.reason ??= CLOSE_FOR_GOOD.get(code) ?? null;
      if (code === NOT_SIGNED_IN) this.received({ type: "denied", code });
      if (this.reason) {
        this.#become("stopped");
        return;
      }
      this.attempts += 1;
      const most = Math.min(BACK_OFF_CAP_S, 2 ** Math.min(this.attempts - 1, 6));
      const delayS = this.retryAfterS ?? Math.random() * most;
      this.retryAfterS = null;
      this.#become("offline");
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.start(), delayS * 1000);
    }

    #become(state) {
      this.state = state;
      if (state !== "offline") this.offlineSince = null;
      else this.offlineSince ??= Date.now();
      this.changed();
    }
  }

  /* ----------------------------------------------------------------------------- the conversation */

  /**
   * What the visitor sees and says. Every message belongs to the tab that wrote it, which alone sends it; when that
   * tab is gone, exactly one other tab gets its Web Lock and adopts what it left. The server knows a client_id again.
   */
  class Chat extends EventTarget {
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

  /* --------------------------------------------------------------------------------- the launcher */

  const WORDS = dutch
    ? { open: "Chat openen", close: "Chat sluiten", unread: (n) => `${n} ${n === 1 ? "nieuw bericht" : "nieuwe berichten"}`,
        broken: "De chat kon niet worden geladen. Klik om het nog eens te proberen." }
    : { open: "Open chat", close: "Close chat", unread: (n) => `${n} new ${n === 1 ? "message" : "messages"}`,
        broken: "The chat could not be loaded. Click to try again." };

  const CSS = `
    :host { all: initial; position: fixed; right: 0; bottom: 0; z-index: 2147483000; color-scheme: light dark;
      font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    :host([hidden]), [hidden] { display: none !important; }
    @media print { :host { display: none !important; } }
    .launcher { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom));
      width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer; background: var(--brand);
      color: var(--on-brand); box-shadow: 0 6px 20px rgb(0 0 0 / .24); transition: transform .15s ease; }
    .launcher:hover { transform: scale(1.05); }
    .launcher:focus-visible { outline: 3px solid var(--on-brand); outline-offset: -6px; box-shadow: 0 0 0 4px var(--brand), 0 6px 20px rgb(0 0 0 / .24); }
    .launcher svg { display: block; width: 28px; height: 28px; margin: auto; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; box-sizing: border-box;
      background: #c62828; color: #fff; font: 700 12px/22px system-ui, sans-serif; text-align: center; box-shadow: 0 0 0 2px #fff; }
    .hint { position: fixed; right: 92px; bottom: 30px; max-width: 240px; padding: 10px 14px; border-radius: 12px; background: #23272f; color: #fff; font-size: 14px; }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 480px) { :host([open]) .launcher { display: none; } }
    @media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
  `;
  const BUBBLE = ["M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"];
  const CHEVRON = ["m6 9 6 6 6-6"];

  /** Return a line icon; `paths` are of the widget's own, never from outside. */
  const icon = (paths) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const line of paths) {
      const path = document.createElementNS(space, "path");
      path.setAttribute("d", line);
      svg.append(path);
    }
    return svg;
  };

  /** Return the text colour that stands out best on `colour` (WCAG 2 relative luminance). */
  const readableOn = (colour) => {
    const part = (at) => {
      const value = parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    return 1.05 / (light + 0.05) >= (light + 0.05) / 0.0565 ? "#ffffff" : "#14171c";
  };

  class Launcher {
    constructor(chat) {
      this.chat = chat;
      this.host = document.createElement("operator-console-chat");
      this.host.hidden = true;
      this.root = this.host.attachShadow({ mode: "open" });
      this.colours = new CSSStyleSheet();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      this.root.adoptedStyleSheets = [sheet, this.colours];
      this.button = document.createElement("button");
      this.button.className = "launcher";
      this.button.type = "button";
      this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
      this.badge = document.createElement("span");
      this.badge.className = "badge";
      this.badge.setAttribute("aria-hidden", "true");
      this.status = document.createElement("div");
      this.status.className = "quiet";
      this.status.setAttribute("role", "status");
      this.hint = document.createElement("div");
      this.hint.className = "hint";
      this.hint.setAttribute("role", "alert");
      this.hint.hidden = true;
      this.root.append(this.button, this.status, this.hint);
      document.body.append(this.host);
      chat.addEventListener("change", () => this.show());
      setTimeout(() => (this.host.hidden = false), chat.look ? 0 : 2500); // its colour comes with the welcome
      this.show();
    }

    get isOpen() {
      return this.host.hasAttribute("open");
    }

    async open(focus = true) {
      if (this.isOpen || this.opening) return;
      this.opening = true;
      try {
        const { Panel } = await import(new URL("panel.js", script.src).href);
        this.panel ??= new Panel(this.chat, this.root, { icon, close: () => this.close() });
      } catch {
        this.hint.textContent = WORDS.broken;
        this.hint.hidden = false;
        return;
      } finally {
        this.opening = false;
      }
      this.hint.hidden = true;
      this.host.hidden = false;
      this.#remember(true);
      this.host.setAttribute("open", "");
      this.panel.open(focus);
      this.show();
    }

    close() {
      if (!this.isOpen) return;
      const inside = this.root.activeElement;
      this.host.removeAttribute("open");
      this.#remember(false);
      this.panel.close();
      this.show();
      if (inside) this.button.focus();
    }

    /** Open as on the page before; on a phone, where it hides the page, only in the same tab. */
    reopen() {
      const before = tabShelf.get("open") ?? (narrow() ? "no" : this.chat.shelf.get("open"));
      if (before === "yes") this.open(false);
    }

    show() {
      const { look, unread } = this.chat;
      const colour = /^#[0-9a-f]{6}$/i.test(look?.colour) ? look.colour : "#2d3748";
      if (colour !== this.colour) {
        this.colour = colour;
        this.colours.replaceSync(`:host { --brand: ${colour}; --on-brand: ${readableOn(colour)}; }`);
      }
      if (look) this.host.hidden = false;
      const face = this.isOpen ? CHEVRON : BUBBLE;
      if (face !== this.face) this.button.replaceChildren(icon(face), this.badge);
      this.face = face;
      const count = this.isOpen ? 0 : unread;
      this.badge.hidden = !count;
      this.badge.textContent = count > 9 ? "9+" : String(count);
      const label = this.isOpen ? WORDS.close : WORDS.open;
      this.button.setAttribute("aria-label", count ? `${label}, ${WORDS.unread(count)}` : label);
      this.button.setAttribute("aria-expanded", String(this.isOpen));
      const news = count ? WORDS.unread(count) : "";
      if (this.status.textContent !== news) this.status.textContent = news;
    }

    #remember(open) {
      tabShelf.set("open", open ? "yes" : "no");
      this.chat.shelf.set("open", open ? "yes" : "no");
    }
  }

  /* --------------------------------------------------------------------------------- the page's API */

  const begin = () => {
    const chat = new Chat();
    const launcher = new Launcher(chat);
    const api = {
      open: () => void launcher.open(),
      close: () => launcher.close(),
      page: (page) => chat.showPage(page),
      cart: (cart) => chat.showCart(cart),
      fields: (fields) => chat.showFields(fields),
      push: (...calls) => calls.forEach(call),
    };
    const call = ([name, ...values]) => {
      try {
        if (name !== "push") api[name]?.(...values);
      } catch (error) {
        reportError(error); // a page's mistake must not stop the chat
      }
    };
    const waiting = Array.isArray(window.OperatorConsole) ? window.OperatorConsole : [];
    window.OperatorConsole = Object.freeze(api);
    api.push(...waiting);
    chat.start();
    launcher.reopen();
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
