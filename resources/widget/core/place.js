/* Where the chat runs: the page's script element, its site and server, and small helpers. It must not know the chat. */

export const script = document.currentScript;
export const site = script?.dataset.site;
export const server = script ? new URL(script.src, location.href).origin : "";
export const language = (document.documentElement.lang || navigator.language || "nl").toLowerCase();
export const dutch = language.startsWith("nl");

export const uuid = () => {
  if (crypto.randomUUID) return crypto.randomUUID(); // absent on pages without https
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
export const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text);
export const cut = (text, limit) => wellFormed(String(text ?? "").slice(0, limit));
export const narrow = () => matchMedia("(max-width: 480px)").matches;

/** Dress a shadow tree and return how to change that; a browser too old to build sheets gets a plain element. */
export const dress = (root, css) => {
  try {
    const sheet = new CSSStyleSheet(); // unlike an element, a strict content policy allows it
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return (text) => sheet.replaceSync(text);
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
    return (text) => (style.textContent = text);
  }
};
