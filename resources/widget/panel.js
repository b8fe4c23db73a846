/* The open chat: header, notices, transcript, composer. It shows what the chat knows and reports what the visitor does. */

import { CSS } from "./look.js";
import { make, plain } from "./links.js";
import { ICONS, Transcript, showFace } from "./transcript.js";
import { Away, closedWords } from "./away.js";
import { Bot } from "./bot.js";
import { Push } from "./push.js";
import { Form } from "./form.js";
import { Privacy } from "./privacy.js";
import { Queue } from "./queue.js";
import { wordsFor } from "./words.js";

const CROSS = ["M6 6l12 12", "M18 6 6 18"];
const ENOUGH = ["M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z", "m9.5 8.5 5 5", "m14.5 8.5-5 5"];
const PLANE = ["M4.5 12 20 4.5 14.5 20l-3-6.5z", "M11.5 13.5 20 4.5"];
const AFTER = "after.js"; // the server adds its version
const PATIENCE_MS = 2000;
const MAX_MESSAGE_CHARS = 20000;

export class Panel {
  constructor(chat, root, { icon, dress, close }) {
    Object.assign(this, { chat, root, icon, dress, close_requested: close });
    this.words = wordsFor(chat.dutch);
    dress(root, CSS);
    this.#build();
    this.transcript = new Transcript(chat, this.log, {
      words: this.words,
      icon,
      showPicture: (...picture) => this.#showPicture(...picture),
    });
    chat.addEventListener("change", () => this.#show());
    addEventListener("pagehide", () => this.saving && this.#saveDraft());
    chat.addEventListener("draft", () => this.#showDraft());
    setInterval(() => this.isOpen && this.#show(), 1000); // "no connection" is said after a while, days pass
  }

  get isOpen() {
    return this.panel.isConnected;
  }

  open(focus) {
    this.root.prepend(this.panel);
    this.#showDraft(true);
    this.#show();
    this.#toEnd();
    if (focus) (this.chat.consent.given ? this.input : this.privacy.yes).focus();
    this.log.setAttribute("aria-live", "polite"); // after filling: only what comes now is read out
  }

  close() {
    this.log.removeAttribute("aria-live");
    this.panel.remove();
  }

  /* Building */

  #build() {
    const { words } = this;
    this.panel = make("section", "panel");
    this.panel.setAttribute("role", "dialog");
    this.panel.lang = words.locale.slice(0, 2);
    this.panel.dir = words.dir ?? "ltr"; // whatever the page's is
    this.notice = make("p", "notice");
    this.notice.setAttribute("role", "status");
    this.log = make("div", "log");
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", words.log);
    this.log.tabIndex = 0;
    this.down = make("button", "down");
    this.down.type = "button";
    this.typing = make("div", "typing");
    this.typing.setAttribute("role", "status");
    this.drop = make("div", "drop", words.drop);
    this.drop.hidden = true;
    const middle = make("div", "middle", this.log, this.down);
    // Parts beside the transcript: each has an element, and show() puts it right or hides it.
    this.above = [new Away(this.chat, words), new Queue(this.chat, words)];
    this.below = [new Bot(this.chat, words, () => this.input.focus()), new Push(this.chat, words), new Form(this.chat, words)];
    this.privacy = new Privacy(this.chat, words);
    this.privacy.no.addEventListener("click", () => this.close_requested());
    this.privacy.yes.addEventListener("click", () => this.input.focus());
    this.panel.append(
      this.#buildHeader(), this.notice, ...this.above.map((part) => part.element), middle, this.typing,
      ...this.below.map((part) => part.element), this.#buildConfirm(), this.#buildForm(), this.privacy.element, this.drop,
    );
    this.panel.addEventListener("keydown", (event) => this.#key(event));
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.follows && this.isOpen && this.#toEnd()).observe(this.log);
    this.log.addEventListener("grown", () => this.follows && this.#toEnd());
    this.down.addEventListener("click", () => this.#toEnd());
    this.follows = true;
    this.#buildDrop();
  }

  #buildHeader() {
    this.face = make("span", "face");
    this.face.setAttribute("aria-hidden", "true");
    this.title = make("h2", "");
    this.title.id = "title";
    this.panel.setAttribute("aria-labelledby", "title");
    this.dot = make("span", "dot");
    this.presence = make("span", "");
    const close = make("button", "close", this.icon(CROSS));
    close.type = "button";
    close.setAttribute("aria-label", this.words.close);
    close.addEventListener("click", () => this.close_requested());
    this.end = make("button", "end", this.icon(ENOUGH));
    this.end.type = "button";
    this.end.hidden = true;
    this.end.title = this.words.end;
    this.end.setAttribute("aria-label", this.words.end);
    this.end.addEventListener("click", () => this.#ask(true));
    const header = make("header", "", this.face, make("div", "who", this.title, make("p", "", this.dot, this.presence)), this.end, close);
    header.setAttribute("role", "presentation"); // the page has a banner of its own
    return header;
  }

  /** The question stands where the visitor was writing; the text is kept meanwhile. */
  #buildConfirm() {
    const { words } = this;
    const question = make("p", "", words.end_question);
    question.id = "question";
    this.yes = make("button", "yes", words.end_yes);
    const no = make("button", "", words.end_no);
    this.yes.type = no.type = "button";
    this.yes.addEventListener("click", () => {
      this.chat.leave();
      this.follows = true;
      this.#ask(false, this.input);
    });
    no.addEventListener("click", () => this.#ask(false));
    this.confirm = make("div", "confirm", question, make("div", "", this.yes, no));
    this.confirm.setAttribute("role", "group");
    this.confirm.setAttribute("aria-labelledby", "question");
    this.confirm.hidden = true;
    return this.confirm;
  }

  #ask(open, back = this.end) {
    this.confirm.hidden = !open;
    this.form.hidden = open;
    if (open) this.yes.focus();
    else if (back) (back.hidden ? this.input : back).focus();
  }

  #buildForm() {
    const { words, chat } = this;
    this.nameInput = make("input");
    Object.assign(this.nameInput, { type: "text", autocomplete: "given-name", maxLength: 60, placeholder: words.name, value: chat.name });
    this.nameInput.setAttribute("aria-label", words.name);
    this.nameInput.addEventListener("change", () => chat.setName(this.nameInput.value));
    this.nameField = make("label", "first-name", this.nameInput);
    this.input = make("textarea");
    Object.assign(this.input, { rows: 1, placeholder: words.placeholder, enterKeyHint: "send" });
    this.input.setAttribute("aria-label", words.message);
    this.input.setAttribute("aria-describedby", "problem small");
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("paste", (event) => this.#files(event, event.clipboardData));
    this.picker = make("input");
    Object.assign(this.picker, { type: "file", multiple: true, hidden: true, tabIndex: -1 });
    this.picker.setAttribute("aria-label", words.attach);
    this.picker.addEventListener("change", () => this.#picked());
    const attach = make("button", "attach", this.icon(ICONS.CLIP));
    attach.type = "button";
    attach.setAttribute("aria-label", words.attach);
    attach.addEventListener("click", () => this.picker.click());
    this.send = make("button", "send", this.icon(PLANE));
    this.send.type = "submit";
    this.send.setAttribute("aria-label", words.send);
    this.small = make("p", "small");
    this.small.id = "small";
    this.problem = make("p", "problem");
    this.problem.id = "problem";
    this.problem.setAttribute("role", "alert");
    this.problem.hidden = true;
    const write = make("div", "write", attach, this.input, this.picker, this.send);
    this.form = make("form", "", this.nameField, this.problem, write, this.small);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    return this.form;
  }

  #buildDrop() {
    const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    this.panel.addEventListener("dragover", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      this.drop.hidden = false;
    });
    this.panel.addEventListener("dragleave", (event) => {
      if (!this.panel.contains(event.relatedTarget)) this.drop.hidden = true;
    });
    this.panel.addEventListener("drop", (event) => {
      this.drop.hidden = true;
      this.#files(event, event.dataTransfer);
    });
  }

  /* Showing */

  #show() {
    if (!this.isOpen) return;
    const { chat } = this;
    this.#showHeader();
    this.#showNotice();
    if (!this.after && chat.isAnswered && (chat.look?.rating || chat.look?.mail_transcript)) this.#loadAfter();
    for (const part of [...this.above, ...this.below, this.privacy]) part.show();
    this.panel.classList.toggle("silent", !chat.consent.given);
    if (chat.line.state === "live" && this.problem.textContent === this.words.cannot_keep) this.#complain("");
    if (this.wasStopped !== (chat.line.state === "stopped")) this.#fit();
    this.wasStopped = chat.line.state === "stopped";
    const atEnd = this.follows;
    this.end.hidden = !chat.canLeave;
    if (this.end.hidden && !this.confirm.hidden) this.#ask(false, this.confirm.contains(this.root.activeElement) ? this.input : null);
    this.#showTranscript();
    this.#showTyping();
    this.nameField.hidden = Boolean(chat.look?.form?.length || chat.identity) || chat.entries.length > 0 && (chat.name !== "" || this.root.activeElement !== this.nameInput);
    this.small.textContent = chat.look?.typing_preview ? this.words.preview(plain(chat.look.name)) : "";
    this.small.hidden = !this.small.textContent;
    if (atEnd) this.#toEnd();
    this.#showDown();
  }

  /** What comes after a chat is a script of its own; without it the chat goes on. */
  async #loadAfter() {
    this.after = true;
    try {
      const { After } = await import(new URL(AFTER, import.meta.url).href);
      const part = new After(this.chat, this.root, this.dress);
      this.below.push(part);
      this.confirm.before(part.element);
      this.#show();
    } catch (error) {
      reportError(error);
    }
  }

  /** What is read stays where it is when older messages come before it. */
  #showTranscript() {
    const { chat, log } = this;
    const first = chat.entries[0];
    const isOlder = this.firstShown && first !== this.firstShown && chat.entries.includes(this.firstShown);
    const fromEnd = log.scrollHeight - log.scrollTop;
    const wasOnButton = log.querySelector(".older")?.contains(this.root.activeElement);
    log.setAttribute("aria-busy", String(chat.older === "loading" || Boolean(isOlder)));
    this.transcript.show();
    this.firstShown = first;
    if (isOlder && !this.follows) log.scrollTop = this.lastTop = log.scrollHeight - fromEnd;
    if (wasOnButton && !chat.hasOlder) log.focus({ preventScroll: true });
  }

  #showHeader() {
    const { chat, words } = this;
    const isOver = !chat.conversation || chat.conversation.closed || chat.hasLeft;
    const agent = isOver || !chat.agent ? null : { ...chat.agent, name: plain(chat.agent.first_name) };
    const shop = chat.look ? plain(chat.look.name) : "";
    const there = !chat.isAway || (agent && chat.available);
    const name = chat.withBot ? words.bot : agent?.name;
    showFace(this.face, chat.withBot ? { bot: true } : agent && chat.agent, chat.server, this.icon);
    this.title.textContent = !shop ? words.chat_with(chat.site) : name ? `${name} · ${shop}` : shop;
    this.panel.setAttribute("aria-label", words.chat_with(shop || chat.site));
    const known = chat.available !== null && !this.#isCutOff() && chat.line.state !== "stopped";
    this.dot.hidden = !known;
    this.dot.classList.toggle("on", there || chat.withBot);
    const isBehind = chat.line.state === "catching_up" && chat.conversation;
    this.presence.textContent = !chat.consent.given ? "" : chat.line.state === "stopped" ? words.unavailable : !known ? words.connecting : isBehind ? words.catching_up : chat.withBot ? words.bot_here : !there ? (agent ? words.was_helping(agent.name) : closedWords(chat, words) || words.nobody) : agent ? words.helps(agent.name) : words.here;
  }

  #showNotice() {
    const { chat, words } = this;
    const { line } = chat;
    const { trouble } = chat;
    const { keeps } = chat.shelf; // never promise what this browser does not do
    let text = "";
    if (line.state === "stopped") text = line.reason === "version" ? words.version : words.forbidden;
    else if (line.state === "offline" && !line.everWelcomed && line.attempts > 2) text = keeps ? words.blocked : words.blocked_unkept;
    else if (trouble === "offline") text = keeps ? words.offline : words.offline_unkept;
    else if (trouble === "late") text = keeps ? words.late : words.late_unkept;
    else if (chat.outbox.hasUnkept && chat.shelf.lasting) text = words.full;
    else if (chat.stream.unsupported) text = words.unsupported;
    else if (!chat.shelf.lasting) text = words.not_kept;
    if (this.notice.textContent !== text) this.notice.textContent = text;
    this.notice.hidden = !text;
  }

  /** The line has been gone for longer than a moment: who is there is not known any more. */
  #isCutOff() {
    return this.chat.line.offlineMs > PATIENCE_MS;
  }

  #showTyping() {
    const { chat, words } = this;
    const name = !chat.agentTypes ? "" : chat.withBot ? words.bot : plain(chat.agent?.first_name) || words.someone;
    if (this.typing.dataset.name === name) return;
    this.typing.dataset.name = name;
    this.typing.replaceChildren();
    if (!name) return;
    const dots = make("span", "dots", make("i"), make("i"), make("i"));
    dots.setAttribute("aria-hidden", "true");
    this.typing.append(dots, chat.withBot ? words.bot_looks : words.typing(name));
  }

  #showDown() {
    const { unread } = this.chat;
    if (this.follows) this.chat.read();
    this.down.hidden = this.follows || !unread;
    if (!this.down.hidden) this.down.textContent = this.words.newer(unread);
  }

  #showDraft(always = false) {
    if (!always && (!this.isOpen || this.input.value !== this.savedDraft)) return; // what is being written here stays
    this.input.value = this.savedDraft = this.chat.draft;
    this.#fit();
  }

  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.lastTop = this.log.scrollTop;
    this.follows = true;
    this.down.hidden = true;
    this.chat.read();
  }

  /** Only scrolling up stops following; a picture that grows in does not. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    if (scrollTop < 60 && scrollTop < this.lastTop && this.chat.older === "idle") this.chat.loadOlder();
    if (scrollHeight - scrollTop - clientHeight < 40) this.follows = true;
    else if (scrollTop < this.lastTop - 4) this.follows = false;
    this.lastTop = scrollTop;
    this.#showDown();
  }

  /** Grow with the text up to five lines. */
  #fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(132, this.input.scrollHeight)}px`;
    const { length } = this.input.value.trim();
    this.send.disabled = !length || length > MAX_MESSAGE_CHARS || this.chat.line.state === "stopped";
    this.#complain(length > MAX_MESSAGE_CHARS ? this.words.too_long(length) : "");
  }

  /** Say why what is in the box cannot be sent. */
  #complain(text) {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  #showPicture(address, name, opener) {
    const { words } = this;
    const image = make("img");
    image.src = address;
    image.alt = words.picture(name);
    const close = make("button", "", words.close_picture);
    close.type = "button";
    const save = make("a", "", words.download(name));
    save.href = address;
    save.download = name;
    const dialog = make("dialog", "", image, close, save);
    dialog.setAttribute("aria-label", words.picture(name));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener.focus();
    });
    this.panel.append(dialog);
    dialog.showModal();
  }

  /* The visitor's doing */

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.confirm.hidden) this.#ask(false);
      else this.close_requested();
    } else if (event.key === "Enter" && event.target === this.input && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Enter" && event.target === this.nameInput) {
      event.preventDefault();
      this.input.focus();
    }
  }

  #typed() {
    this.#fit();
    this.chat.types(this.input.value);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.#saveDraft(), 200);
  }

  #saveDraft() {
    clearTimeout(this.saving);
    this.saving = null;
    this.savedDraft = this.input.value;
    this.chat.saveDraft(this.input.value);
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text || text.length > MAX_MESSAGE_CHARS) return;
    if (this.nameInput.value.trim() !== this.chat.name) this.chat.setName(this.nameInput.value);
    if (!this.chat.say(text)) {
      this.#complain(this.chat.line.state === "stopped" ? this.notice.textContent : this.words.cannot_keep);
      return;
    }
    clearTimeout(this.saving);
    this.saving = null;
    this.input.value = this.savedDraft = "";
    this.#fit();
    this.chat.types("");
    this.follows = true;
    this.input.focus();
  }

  #files(event, data) {
    const files = [...(data?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.follows = true;
    this.#sendFiles(files);
  }

  async #sendFiles(files) {
    const sent = await Promise.all(files.slice(0, 10).map((file) => this.chat.sendFile(file)));
    if (sent.includes(false)) this.#complain(this.words.cannot_keep);
  }

  #picked() {
    this.follows = true;
    this.#sendFiles([...this.picker.files]);
    this.picker.value = "";
    this.input.focus();
  }
}
