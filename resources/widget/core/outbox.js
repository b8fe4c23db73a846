/*
 * My messages that are not in the transcript yet: on disk before they are shown, sent in order, sent again until the
 * server says that it has stored them. It must not know the conversation.
 */

import { Tabs } from "./tabs.js";
import { cut, uuid } from "./place.js";
import { LATER, upload } from "./upload.js";

const ASK_AFTER_MS = 10 * 60 * 1000;
const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
export const SLOW_MS = 3000;
export const LATE_MS = 10000;
const TOO_LATE_MS = 30000;
const STATES = new Set(["queued", "stored", "parked", "refused"]);

const isRow = (row) => typeof row?.client_id === "string" && typeof row.text === "string" && STATES.has(row.state);

/**
 * Every message belongs to the tab that wrote it, which alone sends it; when that tab is gone, exactly one other tab
 * adopts what it left (where the browser has no locks, it may be more than one). The server knows a client_id again, so twice is once.
 */
export class Outbox {
  constructor({ shelf, files, line, token, told, changed }) {
    Object.assign(this, { shelf, files, line, token, told, changed });
    this.rows = new Map(); // client_id -> message: {client_id, at, tab, state, text, name, file, attachment, reason}
    this.progress = new Map(); // client_id -> part of a file that is uploaded, 0 to 1
    this.uploads = new Map(); // client_id -> what stops its upload
    this.answers = new Map(); // client_id -> takes the server's answer
    this.sentAt = new Map(); // client_id -> when it went out, by the page's own clock
    this.adopting = new Set();
    this.lastAt = 0;
    this.tabs = new Tabs(shelf.prefix);
    this.tab = this.tabs.own;
    addEventListener("beforeunload", (event) => {
      if (this.hasUnkept) event.preventDefault(); // leaving the page would lose it
    });
  }

  /** What is on disk from before; `known` are the client_ids that stand in the transcript already. */
  restore(known) {
    for (const name of this.shelf.names("outbox:")) {
      const row = this.shelf.get(name);
      if (!isRow(row) || (row.state === "stored" && known.has(row.client_id))) this.shelf.remove(name);
      else this.#see(row);
    }
  }

  /** The messages in the order in which they were written. */
  get inOrder() {
    return [...this.rows.values()].sort((one, other) => one.at - other.at);
  }

  /** Something waits to be sent. */
  get isWaiting() {
    return [...this.rows.values()].some((row) => row.state === "queued");
  }

  /** A message that is not stored yet stands in this page's memory only. */
  get hasUnkept() {
    return [...this.rows.values()].some((row) => row.state === "queued" && this.shelf.memory.has(`outbox:${row.client_id}`));
  }

  /** How long the server has owed an answer. */
  get lateMs() {
    return this.sentAt.size ? performance.now() - Math.min(...this.sentAt.values()) : 0;
  }

  isSlow(id) {
    return performance.now() - (this.sentAt.get(id) ?? Infinity) > SLOW_MS;
  }

  /** Keep a message, show it, send it; false when it could be neither kept nor sent, and nothing has happened. */
  add(fields, id = uuid()) {
    this.lastAt = Math.max(Date.now(), this.lastAt + 1);
    const row = { client_id: id, at: this.lastAt, tab: this.tab, state: "queued", text: "", ...fields };
    if (!this.shelf.set(`outbox:${id}`, row) && this.line.state !== "live") {
      this.shelf.remove(`outbox:${id}`);
      return false;
    }
    this.rows.set(id, row);
    this.changed();
    this.flush();
    return true;
  }

  async addFile(file, name) {
    const row = { name, file: { name: cut(file.name, 200) || "file", type: file.type, size_bytes: file.size } };
    if (file.size > MAX_UPLOAD_BYTES) Object.assign(row, { state: "refused", reason: "too_large" });
    const id = uuid();
    await this.files.put(id, file);
    if (this.add(row, id)) return true;
    this.files.remove(id);
    return false;
  }

  /** The visitor wants it sent after all. */
  retry(id) {
    const row = this.rows.get(id);
    if (!row) return;
    const again = { ...row, state: "queued", reason: null, tab: this.tab, asked_at: Date.now() };
    if (row.reason === "conflict") {
      this.discard(id); // its id belongs to another message
      again.client_id = uuid();
    }
    this.#keep(again);
    this.flush();
  }

  /** Give a message up; an upload that is under way stops. */
  discard(id) {
    this.uploads.get(id)?.abort();
    this.rows.delete(id);
    this.shelf.remove(`outbox:${id}`);
    this.files.remove(id);
    this.changed();
    this.flush(); // something may have waited behind it
  }

  /** The message stands in the transcript: the row has done its work. */
  settle(id) {
    const row = this.rows.get(id) ?? this.shelf.get(`outbox:${id}`);
    this.rows.delete(id);
    this.progress.delete(id);
    this.answers.get(id)?.({ type: "ack" });
    if (!row) return;
    this.shelf.remove(`outbox:${id}`);
    if (row.file) this.files.remove(id);
  }

  /** The server has answered a message: an ack, which comes after its commit, or a refusal. */
  answered(frame) {
    const row = this.rows.get(frame.client_id);
    if (row && frame.type === "ack") {
      this.#keep({ ...row, state: "stored" });
      if (row.name) this.told(row.name);
    }
    this.answers.get(frame.client_id)?.(frame);
  }

  /** The line is gone: nobody will answer what is under way. */
  interrupt() {
    for (const answer of [...this.answers.values()]) answer(null);
  }

  /** Another tab has changed a row; `text` is empty when it is settled or thrown away there. */
  seeOther(id, text, isKnown) {
    if (!text) {
      // When it was stored, its event reaches this tab within a moment.
      if (this.rows.get(id)?.state !== "stored" && !this.shelf.memory.has(`outbox:${id}`)) this.rows.delete(id);
      return;
    }
    const row = this.shelf.get(`outbox:${id}`);
    if (isRow(row) && !isKnown) this.#see(row);
  }

  /** Send one after the other, so that the order is kept; each waits for its acknowledgement. */
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    for (let row; this.line.state === "live" && (row = this.#next()); ) {
      if (!(await this.#deliver(row))) break;
    }
    this.flushing = false;
    if (this.line.state === "live" && !this.isWaiting) this.emptied?.();
  }

  #keep(row) {
    this.shelf.set(`outbox:${row.client_id}`, row);
    this.rows.set(row.client_id, row);
    this.changed();
  }

  #see(row) {
    this.lastAt = Math.max(this.lastAt, row.at); // a clock set back must not put later messages before earlier ones
    this.rows.set(row.client_id, row);
    if (row.state !== "stored") this.#adoptFrom(row.tab);
  }

  #next() {
    const mine = this.inOrder.filter((row) => row.tab === this.tab && row.state === "queued");
    for (const row of mine) {
      if (Math.abs(Date.now() - (row.asked_at ?? row.at)) > ASK_AFTER_MS) this.#keep({ ...row, state: "parked" });
      else if (row.file && !row.attachment) this.#upload(row);
    }
    const first = mine.find((row) => this.rows.get(row.client_id)?.state === "queued");
    return first?.file && !first.attachment ? undefined : first; // what was written after a file waits for it
  }

  async #deliver(row) {
    const id = row.client_id;
    const answer = await new Promise((resolve) => {
      this.answers.set(id, resolve);
      const attachment_id = row.attachment?.id ?? null;
      const frame = { type: "send", client_id: id, text: row.text, attachment_id, name: row.name || null };
      if (this.line.send(frame)) this.#watch(id);
      else resolve(null);
    });
    this.answers.delete(id);
    this.sentAt.delete(id);
    this.#watchers.splice(0).forEach(clearTimeout);
    this.changed();
    if (!answer) return false;
    if (answer.type === "ack") return true;
    if (LATER.has(answer.reason)) {
      this.#flushLater(answer.retry_after_s);
      return false;
    }
    const kept = this.rows.get(id);
    if (kept) this.#keep({ ...kept, state: "refused", reason: answer.reason });
    return true;
  }

  #watchers = [];

  /** Three seconds are slow, ten ask whether the line is alive, thirty end it: it takes pings and nothing else. */
  #watch(id) {
    this.sentAt.set(id, performance.now());
    this.#watchers = [
      setTimeout(() => this.changed(), SLOW_MS + 50),
      setTimeout(() => this.line.probe(), LATE_MS),
      setTimeout(() => this.line.renew(), TOO_LATE_MS),
    ];
  }

  #flushLater(delayS) {
    const waitS = Number.isFinite(delayS) && delayS >= 0 ? Math.min(delayS, 60) : 3 + Math.random() * 4;
    clearTimeout(this.flushSoon);
    this.flushSoon = setTimeout(() => this.flush(), waitS * 1000);
  }

  async #upload(row) {
    const id = row.client_id;
    if (this.uploads.has(id)) return;
    const stop = new AbortController();
    this.uploads.set(id, stop);
    const file = await this.files.get(id);
    const progressed = (part) => {
      this.progress.set(id, part);
      this.changed();
    };
    const answer = file ? await upload(id, file, row.file.name, this.token(), progressed, stop.signal) : { reason: "not_found" };
    this.uploads.delete(id);
    const kept = this.rows.get(id);
    if (!kept) return;
    if (answer.attachment) this.#keep({ ...kept, attachment: answer.attachment });
    else if (answer.reason) this.#keep({ ...kept, state: "refused", reason: answer.reason });
    if (answer.attachment || answer.reason) this.flush();
    else this.#flushLater(answer.retryAfterS);
  }

  /** Messages of a tab that is gone are sent by one that is there. */
  #adoptFrom(tab) {
    if (tab === this.tab || this.adopting.has(tab)) return;
    this.adopting.add(tab);
    const adopt = () => {
      this.adopting.delete(tab);
      for (const name of this.shelf.names("outbox:")) {
        const row = this.shelf.get(name);
        if (isRow(row) && row.tab === tab) this.#keep({ ...row, tab: this.tab });
      }
      this.flush();
    };
    this.tabs.whenGone(tab, adopt);
  }
}
