/* A file on its way, in its bubble: how far it is, and giving it up. It must not know how it is sent. */

import { make } from "./links.js";

/** Show in `body` how far an upload is, or take that away; `percent` is null when nothing is under way. */
export const showSending = (body, percent, words, give_up) => {
  let shown = body.querySelector(".sending");
  if (percent === null) shown?.remove();
  else if (!shown) {
    const stop = make("button", "", words.give_up);
    stop.type = "button";
    stop.addEventListener("click", give_up);
    shown = make("div", "sending", make("progress"), make("span", ""), stop);
    body.lastChild.before(shown);
  }
  if (percent === null) return;
  const [bar, text] = shown.children;
  bar.value = percent / 100;
  bar.setAttribute("aria-label", words.uploading(percent));
  text.textContent = `${percent} %`;
};
