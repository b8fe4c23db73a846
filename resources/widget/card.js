/* An article as a card: title, a few words, its host. What it says comes from the server; it must not know the chat. */

import { make, plain, webLink } from "./links.js";

/** Return a link that looks like a card, or nothing when the message shows no article. */
export const card = (values) => {
  const link = values?.article && webLink(values.url);
  if (!link) return [];
  link.className = "card";
  link.dir = "auto";
  link.replaceChildren(make("b", "", plain(values.title, 200)), make("span", "", plain(values.summary, 300)), make("small", "", link.hostname));
  return [link];
};

/** Return a message's text without what its card says already: the address at its end, and the bare title before that. */
export const besideCard = ({ text, values }) => {
  if (!values?.article || !text?.endsWith(values.url)) return text;
  const said = text.slice(0, -values.url.length).trim();
  return said.replace(/:$/, "") === values.title ? "" : said;
};
