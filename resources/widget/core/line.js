/* The connection: one WebSocket that comes back by itself. It must not know what the frames mean to a visitor. */

import { server } from "./place.js";

const CLOSE_FOR_GOOD = new Map([[4403, "forbidden"], [4426, "version"]]);
export const NOT_SIGNED_IN = 4401;
const BACK_OFF_CAP_S = 60;
const PROBE_S = 3;

/** One WebSocket that comes back by itself: full-jitter back-off, heartbeat, probe when the network changes. */
export class Line {
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
