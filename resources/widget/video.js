/* A short video as a card with play: nothing of it is loaded before that. It must not know where it comes from. */

import { make, plain } from "./links.js";

const PLAY = ["M7 4.5v15l12-7.5z"];

/** Return the card of `file`; `address` gives a blob address of it, `save` is the button that saves it. */
export const video = (file, { words, icon, address, save }) => {
  const play = make("button", "play", icon(PLAY));
  play.type = "button";
  play.setAttribute("aria-label", words.play(plain(file.name)));
  if (file.duration_s) play.append(`${Math.round(file.duration_s)} s`);
  play.addEventListener("click", async () => {
    const player = make("video");
    Object.assign(player, { controls: true, playsInline: true, preload: "none" });
    player.addEventListener("error", () => player.replaceWith(words.no_video));
    player.src = await address().catch(() => "");
    if (!player.src) return; // not reachable now: press again
    play.replaceWith(player);
    player.focus();
    player.play().catch(() => undefined); // some browsers want another press
  });
  return make("div", "video", play, save);
};
