/* The connection: one WebSocket that comes back by itself. It must not know what the frames mean to a visitor. */

import { consent } from "./consent.js";
import { server, site } from "./place.js";

const CLOSE_FOR_GOOD = new Map([[4403, "forbidden"], [4426, "version"]]);
const NOT_SIGNED_IN = 4401;
const BACK_OFF_CAP_S = 60;
const LONGEST_WAIT_S = 15 * 60; // however long a server asks
const PROBE_S = 3;
const FRESH_MS = 1000; // an attempt younger than this is not given up for another one
const PATIENCE_MS = 15000; // for an answer to hello, and for the next piece while catching up
const ADDRESS = "/ws/visitor";

/** One WebSocket that comes back by itself: full-jitter back-off, heartbeat, probe when the network changes. */
export class Line {
  constructor({ hello, welcomed, received, changed }) {
    Object.assign(this, { hello, welcomed, received, changed });
    this.state = "connecting"; // connecting, catching_up, live, offline, stopped
    this.reason = null;
    this.everWelcomed = false;
    this.attempts = 0;
    this.retryAfterS = null;
    this.notBefore = 0;
    this.offlineSince = null;
  }

  /** How long there has been no connection that brought everything, by a clock that nobody sets. */
  get offlineMs() {
    return this.offlineSince === null || this.state === "stopped" ? 0 : performance.now() - this.offlineSince;
  }

  start() {
    if (this.state === "stopped" || this.socket || !consent.given) return;
    clearTimeout(this.waiting);
    if (this.state !== "connecting" && this.state !== "offline") this.#become("offline");
    let socket;
    try {
      socket = new WebSocket(`${server.replace(/^http/, "ws") + ADDRESS}?site=${encodeURIComponent(site)}`);
    } catch {
      this.#lost(0); // the page's own policy forbids it
      return;
    }
    this.socket = socket;
    this.startedAt = performance.now();
    this.#within(PATIENCE_MS);
    socket.onopen = () => this.send(this.hello());
    socket.onmessage = (event) => {
      if (socket === this.socket) this.#read(event.data);
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.#lost(event.code);
    };
  }

  /** The page goes: let go, and come back only with `start`. */
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
    if (this.state !== "catching_up") return;
    clearTimeout(this.patience);
    this.attempts = 0;
    this.offlineSince = null;
    this.#become("live");
  }

  /** The network changed, the page woke up or an answer is late: is the line still alive? */
  probe() {
    if (this.state === "stopped") return;
    if (!this.socket) {
      if (performance.now() >= this.notBefore) this.start();
    } else if (this.state === "live" || this.state === "catching_up") this.#ping(PROBE_S);
    else if (performance.now() - this.startedAt > FRESH_MS) {
      this.#drop(); // an attempt that hangs belongs to the network as it was
      this.start();
    }
  }

  /** Hang up and come back: it answers pings and nothing else. */
  renew() {
    if (this.socket) this.#drop();
  }

  #read(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      this.renew(); // what it should have said comes again on a new line
      return;
    }
    if (frame?.type === "ping") this.send({ type: "pong", id: frame.id, sent_s: frame.sent_s });
    else if (frame?.type === "pong") this.#ponged();
    else if (frame?.type === "goodbye") this.retryAfterS = frame.retry_after_s;
    else if (frame?.type === "denied") this.#denied(frame);
    else if (frame?.type === "welcome") this.#welcome(frame);
    else if (frame) {
      if (this.state === "catching_up") this.#within(PATIENCE_MS);
      this.received(frame);
    }
  }

  #welcome(frame) {
    if (this.state === "catching_up" || this.state === "live") return; // said twice
    this.everWelcomed = true;
    this.missed = 0;
    this.beatMs = Math.min(60, Math.max(0.2, Number(frame.heartbeat_s) || 15)) * 1000;
    this.beatAt = Date.now();
    clearInterval(this.beating);
    this.beating = setInterval(() => this.#beat(), this.beatMs);
    this.#within(PATIENCE_MS);
    this.#become("catching_up");
    this.welcomed(frame);
  }

  #denied(frame) {
    this.retryAfterS = frame.retry_after_s ?? this.retryAfterS;
    if (frame.code === NOT_SIGNED_IN || frame.code === 4428) this.received(frame);
    if (CLOSE_FOR_GOOD.has(frame.code)) this.reason = CLOSE_FOR_GOOD.get(frame.code);
  }

  #beat() {
    const sinceMs = Date.now() - this.beatAt;
    this.beatAt = Date.now();
    if (this.missed >= 2) this.#drop();
    else this.#ping(sinceMs > 2.5 * this.beatMs ? PROBE_S : null); // the machine slept
  }

  #ping(limitS) {
    this.missed += 1;
    this.pings = (this.pings ?? 0) + 1;
    this.send({ type: "ping", id: this.pings, sent_s: performance.now() / 1000 });
    if (!limitS) return;
    clearTimeout(this.probing);
    this.probing = setTimeout(() => this.#drop(), limitS * 1000);
  }

  #ponged() {
    this.missed = 0;
    clearTimeout(this.probing);
  }

  #within(ms) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.#drop(), ms);
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
    clearTimeout(this.patience);
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
    const asked = Number.isFinite(this.retryAfterS) && this.retryAfterS >= 0;
    const most = Math.min(BACK_OFF_CAP_S, 2 ** Math.min(this.attempts - 1, 6));
    const delayMs = (asked ? Math.min(this.retryAfterS, LONGEST_WAIT_S) : Math.random() * most) * 1000;
    this.notBefore = asked ? performance.now() + delayMs : 0;
    this.retryAfterS = null;
    this.#become("offline");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.start(), delayMs);
    if (!this.everWelcomed && this.attempts === 2) this.#askWhy();
  }

  /** A browser does not tell why a handshake failed; the server tells a page that it refuses to serve. */
  async #askWhy() {
    try {
      const answer = await fetch(server + ADDRESS, { credentials: "omit", cache: "no-store" });
      if (answer.status !== 403 || (await answer.json()).refused !== "origin") return;
    } catch {
      return; // not reachable: keep trying
    }
    if (this.everWelcomed) return;
    this.stop();
    this.reason = "forbidden";
    this.#become("stopped");
  }

  #become(state) {
    if (state === "offline") this.offlineSince ??= performance.now();
    this.state = state;
    this.changed();
  }
}
