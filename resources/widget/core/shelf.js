/* What is kept in the browser: values of the site, values of one tab, files. It must not know what they mean. */

import { consent } from "./consent.js";
import { site } from "./place.js";

/** Values of this site in local storage; in memory only where there is none (`lasting` says so) or no room. */
export class Shelf {
  constructor() {
    this.prefix = `operator-console:${site}:`;
    this.memory = new Map();
    this.lasting = this.#works();
  }

  /** What is written now will be there tomorrow; a transcript without room is no loss, it can be fetched. */
  get keeps() {
    return this.lasting && [...this.memory.keys()].every((name) => name === "transcript");
  }

  get(name) {
    if (this.memory.has(name)) return this.memory.get(name);
    if (!consent.given) return null;
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  /** Keep a value; false when it is in memory only, because the disk is full or forbidden. */
  set(name, value) {
    const key = this.prefix + name;
    const text = JSON.stringify(value);
    if (this.#write(key, text)) {
      this.memory.delete(name);
      return true;
    }
    this.memory.set(name, value);
    if (name === "transcript" || !this.lasting) return false;
    try {
      localStorage.removeItem(`${this.prefix}transcript`); // can be fetched again; a message cannot
    } catch {
      return false;
    }
    if (this.#write(key, text)) this.memory.delete(name);
    return !this.memory.has(name);
  }

  /** Nothing is left, in this tab either. */
  clear() {
    for (const name of this.names("")) this.remove(name);
    tabShelf.clear();
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

  #write(key, text) {
    if (!consent.given) return false;
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  /** A full disk is not a forbidden one: what is there can be read, and there may be room later. */
  #works() {
    try {
      if (this.#write(`${this.prefix}try`, "1")) localStorage.removeItem(`${this.prefix}try`);
      return Boolean(localStorage);
    } catch {
      return false;
    }
  }
}

/** A value of this tab alone. */
export const tabShelf = {
  get: (name) => {
    try {
      return consent.given ? sessionStorage.getItem(`operator-console:${site}:${name}`) : null;
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      if (consent.given) sessionStorage.setItem(`operator-console:${site}:${name}`, value);
    } catch {
      // a new visit on every page is the honest result
    }
  },
  clear: () => {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(`operator-console:${site}:`)) sessionStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  },
};

/** Where the visitor came from; kept in the tab, because a visitor may be on the next page before the line is up. */
export const cameFrom =
  document.referrer && new URL(document.referrer).origin !== location.origin ? document.referrer.slice(0, 2048) : null;
if (cameFrom) tabShelf.set("referrer", cameFrom);

/** Files that are not uploaded yet, so that a reload does not lose them. */
export class FileShelf {
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

  clear() {
    this.memory.clear();
    this.database?.then((database) => database.close());
    this.database = null;
    indexedDB.deleteDatabase("operator-console");
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
