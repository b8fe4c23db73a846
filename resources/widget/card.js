/* An article as a card: title, a few words, its host. What it says comes from the server; it must not know the chat. */

import { linked, make, plain } from "./links.js";

/** Return a link that looks like a card, or null when the message shows no article. */
export const card = (values) => {
  const link = values?.article && linked(values.url ?? "").find((node) => node.href);
  if (!link) return null;
  const title = make("b", "", plain(values.title, 200) || link.hostname);
  const summary = make("span", "", plain(values.summary, 300));
  title.dir = summary.dir = "auto";
  link.className = "card";
  link.replaceChildren(title, summary, make("small", "", link.hostname));
  return link;
};

/** Return a message's text without the line that only gives the address of its card. */
export const besideCard = ({ text, values }) => {
  if (!text || !values?.article) return text;
  const bare = (line) => line.replace(values.url, "").replace(/[:\s]+$/, "").trim();
  return text.split("\n").filter((line) => !line.includes(values.url) || !["", values.title].includes(bare(line))).join("\n").trim();
};
