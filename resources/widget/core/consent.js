/* Whether anything may be sent or kept: where the site asks, not before the visitor has said yes. It must not know the chat. */

import { script, site } from "./place.js";

const ASKING = ["%asking%"]; // the server writes in which of its sites ask
const kept = () => {
  try {
    return localStorage.getItem(`operator-console:${site}:consent`);
  } catch {
    return null;
  }
};

export const consent = { asks: script?.dataset.consent !== undefined || ASKING.includes(site), given: true };
if (consent.asks) consent.given = kept() === "true";
