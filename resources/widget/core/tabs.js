/* Which tabs of this site live: by Web Locks, or by asking where there are none (plain http). It must not know why. */

import { tabShelf } from "./shelf.js";
import { uuid } from "./place.js";

const ANSWER_MS = 1000; // a tab in the background answers at once: a message is no timer
const AGAIN_MS = 5000;
const BLIND_MS = 20000; // neither locks nor a way to ask

export class Tabs {
  constructor(prefix) {
    this.prefix = prefix;
    this.here = new Set(); // tabs that answered
    this.own = navigator.locks ? uuid() : (tabShelf.get("tab") ?? uuid());
    if (navigator.locks) {
      navigator.locks.request(this.#lock(this.own), () => new Promise(() => {}));
      return;
    }
    tabShelf.set("tab", this.own); // a page must know its own after a reload
    if (!window.BroadcastChannel) return;
    this.channel = new BroadcastChannel(`${prefix}tabs`);
    this.channel.onmessage = ({ data }) => {
      if (data?.asked === this.own) this.channel.postMessage({ here: this.own });
      else if (data?.here) this.here.add(data.here);
    };
  }

  /** Call `then` once that tab is gone; several tabs may be told so where there are no locks. */
  whenGone(tab, then) {
    if (navigator.locks) navigator.locks.request(this.#lock(tab), then);
    else if (this.channel) this.#ask(tab, then);
    else setTimeout(then, BLIND_MS);
  }

  #ask(tab, then) {
    this.here.delete(tab);
    this.channel.postMessage({ asked: tab });
    setTimeout(() => {
      if (this.here.has(tab)) setTimeout(() => this.#ask(tab, then), AGAIN_MS);
      else then();
    }, ANSWER_MS);
  }

  #lock(tab) {
    return `${this.prefix}tab:${tab}`;
  }
}
