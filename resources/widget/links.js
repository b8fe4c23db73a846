/* Text from outside as text: elements without markup, harmless names, safe links. It must not know the chat. */

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
const PILE = /(\p{M}{8})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const MAX_SHOWN_CHARS = 25000; // a little more than a message may have
const LINK = new RegExp(
  "(?:https?://|www\\.)[^\\s<>\"'`\\u0000-\\u001f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]{3,2048}" +
    "|tel:\\+?[0-9-]{5,20}" +
    "|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5}",
  "gi",
);
const TRAILING = /[.,;:!?)\]}'"…]+$/;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Return an element with text or children; never markup. */
export const make = (name, className, ...children) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

/** Return a name from outside as one short line that cannot turn, hide or pile up what stands beside it. */
export const plain = (name, limit = 120) => {
  const line = [...String(name ?? "").slice(0, 4 * limit).replace(UNSEEN, " ").replace(PILE, "$1").trim()];
  const text = line.length > limit ? `${line.slice(0, limit - 1).join("")}…` : line.join("");
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
};

/** Return the address that opening `shown` may start, or null. */
const safeAddress = (shown) => {
  const lowered = shown.toLowerCase();
  let text = shown;
  if (lowered.startsWith("www.")) text = `https://${shown}`;
  else if (!/^(https?:\/\/|tel:)/.test(lowered)) text = `mailto:${shown}`;
  try {
    const url = new URL(text);
    return SCHEMES.has(url.protocol) && !url.username && !url.password && text.length <= 2048 ? url : null;
  } catch {
    return null;
  }
};

/** Return nodes for `text`, with its addresses as links; the real host stands behind where the text hides it. */
export const linked = (whole) => {
  const text = whole.length > MAX_SHOWN_CHARS ? `${whole.slice(0, MAX_SHOWN_CHARS)}…` : whole;
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(TRAILING, "");
    const url = safeAddress(shown);
    if (!url || /[\w@:]/.test(text[match.index - 1] ?? "")) continue; // part of another scheme or word
    const link = make("a", "", shown);
    link.href = url.href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    nodes.push(text.slice(from, match.index), link);
    if (url.host && !shown.toLowerCase().includes(url.hostname)) nodes.push(make("span", "host", ` (${url.hostname})`));
    from = match.index + shown.length;
  }
  nodes.push(text.slice(from));
  return nodes;
};

/** Return a link to an address from outside, or nothing when it is not one that may be opened. */
export const webLink = (address) => linked(String(address ?? "")).find((node) => node.href);
