/* The conversation's stream: only the next position counts, a gap is fetched, a snapshot replaces. It must not know the line. */

const KEPT_MESSAGES = 60;
const SHOWN_LINES = new Set(["assigned", "owner_away", "owner_back", "joined", "joined_left", "wrapped_up", "visitor_left", "still_searching", "contact_left", "mail_queued", "mail_sent", "mail_failed"]);
const KNOWN_CHANGES = new Set(["message_added", "conversation_upserted", "visitor_upserted", "hidden"]);
const KNOWN_KINDS = new Set(["text", "file", "system"]);

const isShown = (message) =>
  Boolean(message?.author) && KNOWN_KINDS.has(message.kind) && (message.kind !== "system" || SHOWN_LINES.has(message.system));

/** What the visitor has been told, in order. */
export class Stream {
  constructor() {
    this.forget();
    this.gone = new Set(); // conversations that another one came after: late frames of them count no more
  }

  forget() {
    this.conversation = null; // {id, epoch, pos, closed, agent, messages, first, more}
    this.earlier = []; // messages of the conversations before it
    this.unsupported = false; // something came that this release does not know
  }

  /** As kept by `toKeep`, if it is whole: another script of the page may have written there. */
  restore(kept) {
    const { conversation, earlier } = kept ?? {};
    if (Array.isArray(earlier)) this.earlier = earlier.filter(isShown);
    if (typeof conversation?.id !== "string" || !Array.isArray(conversation.messages)) return;
    if (!Number.isInteger(conversation.pos) || typeof conversation.epoch !== "string") return;
    this.conversation = { ...conversation, messages: conversation.messages.filter(isShown) };
  }

  toKeep() {
    const mine = this.conversation;
    const messages = mine?.messages.slice(-KEPT_MESSAGES) ?? [];
    const isCut = mine && messages.length < mine.messages.length;
    return {
      conversation: mine && { ...mine, messages, ...(isCut && { more: true, first: messages[0].pos }) },
      earlier: this.earlier,
    };
  }

  get messages() {
    return this.conversation?.messages ?? [];
  }

  /** Where `resume` and `fetch_stream` go on. */
  get position() {
    const known = this.conversation;
    return known ? { [`c:${known.id}`]: [known.epoch, known.pos] } : {};
  }

  /**
   * Take one event; returns "applied", "old", "gap" or "replaced" (another epoch: what is known here is of no use).
   * `placed` is told every message that is new.
   */
  event(event, placed) {
    const id = event.stream.replace(/^c:/, "");
    if (this.conversation?.id !== id) {
      if (this.gone.has(id) || this.earlier.some((message) => message.conversation_id === id)) return "old";
      if (this.conversation && !this.conversation.closed && event.pos > 1) return "old";
      this.archive();
      this.conversation = { id, epoch: event.epoch, pos: 0, closed: false, messages: [], first: 1, more: false };
    }
    const known = this.conversation;
    if (known.epoch !== event.epoch) return "replaced";
    if (event.pos <= known.pos) return "old";
    if (event.pos > known.pos + 1) return "gap";
    known.pos = event.pos;
    this.#apply(event.change, placed);
    return "applied";
  }

  /** A snapshot replaces what is known, unless it is older than that. */
  snapshot(frame, placed) {
    const { conversation, epoch, pos } = frame;
    const known = this.conversation;
    if (this.gone.has(conversation.id)) return;
    if (known?.id === conversation.id && known.epoch === epoch && pos < known.pos) return;
    if (known && known.id !== conversation.id) this.archive();
    const first = frame.messages[0]?.pos ?? pos + 1;
    this.conversation = { id: conversation.id, epoch, pos, closed: false, messages: [], first, more: Boolean(frame.more) };
    this.#conversationIs(conversation);
    for (const message of frame.messages) this.#place(message, placed);
  }

  /** Put a page of older messages before the others. */
  prepend(page) {
    const known = this.conversation;
    const ids = new Set(known.messages.map((message) => message.id));
    const older = page.messages.filter((message) => message.pos < known.first && isShown(message) && !ids.has(message.id));
    known.messages.unshift(...older);
    known.first = page.messages[0]?.pos ?? 0;
    known.more = Boolean(page.more) && page.messages.length > 0;
  }

  archive() {
    if (!this.conversation) return;
    this.gone.add(this.conversation.id);
    this.earlier = [...this.earlier, ...this.conversation.messages].slice(-KEPT_MESSAGES);
    this.conversation = null;
  }

  #apply(change, placed) {
    if (!KNOWN_CHANGES.has(change?.type)) {
      this.unsupported = true;
      return;
    }
    if (change.conversation) this.#conversationIs(change.conversation);
    if (change.type === "message_added") this.#place(change.message, placed);
  }

  #conversationIs(conversation) {
    this.conversation.closed = conversation.state === "closed";
    this.conversation.bot = conversation.state === "bot";
    this.conversation.agent = conversation.agent_name || null;
    this.conversation.page_asked = conversation.page_asked;
    this.conversation.form = conversation.form ?? {};
  }

  #place(message, placed) {
    if (message.kind === "note") return;
    if (message.kind !== "system" && !KNOWN_KINDS.has(message.kind)) this.unsupported = true;
    if (!isShown(message) || this.messages.some((other) => other.id === message.id)) return;
    this.messages.push(message);
    placed(message);
  }
}
