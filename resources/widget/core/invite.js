/* The invitation: a small card above the button, in the tab that is looked at. It must not know who invites, or why. */

import { dutch } from "./place.js";
import { tabShelf } from "./shelf.js";

const ASKED_AGAIN_MS = 30 * 24 * 3600 * 1000; // the server remembers a no as well
const INVITE_WORDS = dutch ? { label: "Uitnodiging om te chatten", yes: "Chatten", no: "Nee, dank je" } : { label: "Invitation to chat", yes: "Chat", no: "No thanks" };

export const INVITE_CSS = `
  .invite { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: calc(max(20px, env(safe-area-inset-bottom)) + 72px);
    width: min(300px, calc(100vw - 40px)); padding: 14px 16px; box-sizing: border-box; border-radius: 14px; background: #fff; color: #1b1f27;
    box-shadow: 0 8px 32px rgb(0 0 0 / .2), 0 0 0 1px rgb(0 0 0 / .08); animation: invite .25s ease-out; }
  @keyframes invite { from { opacity: 0; transform: translateY(8px); } }
  .invite p { margin: 0 0 10px; overflow-wrap: anywhere; }
  .invite button { min-height: 44px; padding: 0 16px; margin: 0 4px 0 0; border: 0; border-radius: 10px; background: none; color: inherit; font: 600 14px system-ui, sans-serif; cursor: pointer; }
  .invite .yes { background: var(--brand); color: var(--on-brand); }
  .invite :focus-visible { outline: 2px solid; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) { .invite { background: #1d2128; color: #e9ebef; box-shadow: 0 8px 32px rgb(0 0 0 / .5), 0 0 0 1px rgb(255 255 255 / .12); } }
  @media (max-width: 480px) { .invite { display: flex; flex-wrap: wrap; align-items: center; right: 92px; bottom: 16px; left: 12px; width: auto; padding: 6px 8px 6px 14px; font-size: 14px; }
    .invite p { flex: 1 1 100%; margin: 4px 0 0; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; } }
`;

export class Invite {
  constructor(launcher, chat) {
    Object.assign(this, { launcher, chat, text: "" });
    this.element = document.createElement("div");
    this.element.className = "invite";
    this.element.hidden = true;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", INVITE_WORDS.label);
    this.words = document.createElement("p");
    this.words.dir = "auto";
    const refuse = () => {
      chat.shelf.set("no_thanks", Date.now());
      this.#hide();
      chat.react("declined");
    };
    this.element.append(this.words, this.#button("yes", () => launcher.open()), this.#button("no", refuse));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && refuse());
  }

  /** The chat opens while the card is there: it becomes the first line. */
  opened() {
    if (this.element.hidden) return;
    tabShelf.set("invited", this.text);
    this.#hide();
    this.chat.react("opened");
  }

  show() {
    const { chat } = this;
    const told = chat.invitation;
    const refused = told && Date.now() - chat.shelf.get("no_thanks") < ASKED_AGAIN_MS;
    if (!told || refused || this.launcher.isOpen || chat.visit.isPaying) {
      this.#hide();
      if (refused) chat.react("declined");
      return;
    }
    if (this.id === told.id) return;
    this.id = told.id;
    this.text = this.words.textContent = told.agent ? `${told.agent}: ${told.text}` : told.text;
    this.element.hidden = false;
    chat.react("shown");
  }

  #button(name, then) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = INVITE_WORDS[name];
    button.addEventListener("click", then);
    return button;
  }

  #hide() {
    if (this.element.contains(this.launcher.root.activeElement)) this.launcher.button.focus();
    this.element.hidden = true;
    this.id = null;
    this.text = "";
  }
}
