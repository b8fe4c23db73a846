/* The invitation: a small card above the button, in the tab that is looked at. It must not know who invites, or why. */

import { dutch } from "./place.js";
import { tabShelf } from "./shelf.js";

const ASKED_AGAIN_MS = 30 * 24 * 3600 * 1000; // the server remembers a no as well
const INVITE_WORDS = dutch ? { label: "Uitnodiging om te chatten", yes: "Chatten", no: "Nee, dank je" } : { label: "Invitation to chat", yes: "Chat", no: "No thanks" };

export const INVITE_CSS = `
  .invite { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(92px, calc(env(safe-area-inset-bottom) + 92px)); width: min(268px, 70vw); padding: 14px 16px; border-radius: 12px;
    background: #23272f; color: #fff; font-size: 14px; box-shadow: 0 6px 20px rgb(0 0 0 / .24), 0 0 0 1px rgb(255 255 255 / .24); animation: invite .2s; }
  @keyframes invite { from { opacity: 0; } }
  .invite p { margin: 0 0 8px; overflow-wrap: anywhere; }
  .invite button { min-height: 44px; padding: 0 16px; border: 0; border-radius: 12px; cursor: pointer; background: none; color: #fff; font: 700 14px system-ui, sans-serif; }
  .invite .yes { background: var(--brand); color: var(--on-brand); }
  .invite :focus-visible { outline: 2px solid; outline-offset: 2px; }
  @media (max-width: 480px) { .invite { display: flex; align-items: center; right: 92px; bottom: max(24px, env(safe-area-inset-bottom)); left: 12px; width: auto; padding: 4px 0 4px 14px; }
    .invite p { flex: 1; margin: 0; max-height: 4.4em; overflow: auto; } .invite .yes { display: none; } .invite .no { font-size: 0; } .invite .no::after { content: "\\d7"; font-size: 20px; } }
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
    const refuse = () => {
      chat.shelf.set("no_thanks", Date.now());
      this.#hide();
      chat.react("declined");
    };
    const accept = () => launcher.open(); // on a phone, where the bar is small: its text, or the round button beside it
    this.words.addEventListener("click", accept);
    this.element.append(this.words, this.#button("yes", accept), this.#button("no", refuse));
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
