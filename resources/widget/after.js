/* What comes after a chat, loaded once somebody has answered in it: stars, and the transcript by e-mail. */

import { make } from "./links.js";
import { Mail } from "./mail.js";
import { Rating } from "./rating.js";

const AFTER_CSS = `
  .rating, .mail { border: 0; border-top: 1px solid var(--line); padding: 6px 16px; }
  .panel .mail .link { min-height: 32px; font-size: 13px; color: var(--soft); }
  .rating :is(.ask, .more > div) { align-items: center; justify-content: space-between; }
  .rating .ask, .rating .stars { margin: 0; }
  .rating .ask { font-weight: 600; }
  .panel .rating .ask .link { background: none; padding: 0; font-weight: 400; font-size: 13px; color: var(--soft); }
  .rating label { margin: 0; display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-width: 44px; min-height: 44px; cursor: pointer; position: relative; border-radius: 8px; }
  .rating .stars { gap: 0; }
  .rating label input { width: auto; min-height: 0; flex: none; margin: 0; }
  .stars span { font-size: 32px; line-height: 1; color: var(--star, #8a5a00); }
  .stars label:focus-within { outline: 2px solid var(--ink); }
  .rating .more { display: block; }
  .rating .more div > span { flex: 1; }
  @media (prefers-color-scheme: dark) { .stars { --star: #ffc542; } }
`;
const NL = {
  rate: "Hoe was dit gesprek?",
  rate_star: (n) => `${n} van 5 sterren`,
  rate_solved: "Is je vraag opgelost?",
  yes: "Ja",
  no: "Nee",
  rate_text: "Wil je er iets bij zeggen?",
  rate_skip: "Overslaan",
  rated: "Bedankt voor je beoordeling!",
  mail: "Gesprek per e-mail ontvangen",
  mail_field: "E-mailadres",
  mail_wrong: "Dit lijkt geen e-mailadres.",
  mail_often: "Dat is vandaag al vaak gevraagd. Probeer het morgen nog eens.",
  send: "Versturen",
  queued: "Wordt verstuurd",
  refused: "Niet verstuurd",
  offline: "Er is nu geen verbinding. Probeer het zo nog eens.",
};
const EN = {
  rate: "How was this conversation?",
  rate_star: (n) => `${n} out of 5 stars`,
  rate_solved: "Was your question solved?",
  yes: "Yes",
  no: "No",
  rate_text: "Anything you want to add?",
  rate_skip: "Skip",
  rated: "Thank you for your rating!",
  mail: "Get this conversation by e-mail",
  mail_field: "E-mail address",
  mail_wrong: "This does not look like an e-mail address.",
  mail_often: "This was asked often today. Please try again tomorrow.",
  send: "Send",
  queued: "Sending",
  refused: "Not sent",
  offline: "There is no connection now. Please try again in a moment.",
};

const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`; // there is none on pages without TLS

/** Both parts below the transcript, and what they ask of the server; a rating is kept until the server has it. */
export class After {
  constructor(chat, root, dress) {
    this.chat = chat;
    dress(root, AFTER_CSS);
    const words = chat.dutch ? NL : EN;
    this.parts = [new Rating(this, words), new Mail(this, words)];
    this.element = make("div", "", ...this.parts.map((part) => part.element));
    chat.addEventListener("frame", ({ detail }) => this.#received(detail));
    this.#sendRating();
  }

  show() {
    for (const part of this.parts) part.show();
  }

  /** The conversation that can be rated and was not, nor passed over; else null. */
  get toRate() {
    const { chat } = this;
    const { conversation } = chat;
    const isOver = conversation && (conversation.closed || chat.hasLeft);
    return isOver && chat.look?.rating && chat.isAnswered && chat.shelf.get("rated") !== conversation.id ? conversation.id : null;
  }

  /** Keep what the visitor thinks of the conversation until it is stored; null passes it over. Asked once either way. */
  rate(rating) {
    const { shelf, conversation } = this.chat;
    shelf.set("rated", conversation.id);
    this.hasRated = Boolean(rating);
    if (rating) shelf.set("rating", { type: "rate", client_id: newId(), conversation_id: conversation.id, ...rating });
    this.#sendRating();
  }

  /** A rating is under way. */
  get isRating() {
    return Boolean(this.chat.shelf.get("rating"));
  }

  get email() {
    return this.chat.shelf.get("email") ?? "";
  }

  /** Have the transcript sent to an address; how that stands comes as lines of the conversation. */
  mail(email) {
    const { line, shelf, conversation } = this.chat;
    if (line.state !== "live") return false;
    shelf.set("email", email);
    this.mailing = newId();
    return line.send({ type: "mail_transcript", client_id: this.mailing, conversation_id: conversation.id, email });
  }

  #sendRating() {
    const { line, shelf } = this.chat;
    const rating = shelf.get("rating");
    if (rating && line.state === "live") line.send(rating);
  }

  #received({ type, client_id, reason, stream }) {
    const { shelf } = this.chat;
    if (type === "replay_done" && !stream) setTimeout(() => this.#sendRating()); // when the line is live
    if (type === "rated") shelf.remove("rating");
    if (type !== "send_refused") return;
    if (client_id === this.mailing) this.mailRefused = reason;
    if (client_id === shelf.get("rating")?.client_id) shelf.remove("rating");
  }
}
