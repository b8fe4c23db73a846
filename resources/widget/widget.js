/*
 * The chat on a site's page: builds it and gives the page its interface. The server sends it and all that it imports
 * as one script; panel.js and its neighbours come as a second one when the visitor opens the chat.
 *
 *   <script src="https://chat.example/widget/widget.js" data-site="SITE" async></script>
 *
 * A page may talk to it before it is there:  (window.OperatorConsole ||= []).push(["page", {url, title}])
 */

import { Chat } from "./core/chat.js";
import { Launcher } from "./core/launcher.js";
import { site } from "./core/place.js";

const begin = () => {
  const chat = new Chat();
  const launcher = new Launcher(chat);
  const api = {
    open: () => void launcher.open(),
    close: () => launcher.close(),
    page: (page) => chat.visit.showPage(page),
    cart: (cart) => chat.visit.showCart(cart),
    fields: (fields) => chat.visit.showFields(fields),
    event: (name, values) => chat.visit.tellEvent(name, values),
    identity: (token) => chat.identify(token),
    consent: (yes) => chat.agree(yes === true),
    push: (...calls) => calls.forEach(call),
  };
  const call = ([name, ...values]) => {
    try {
      if (name !== "push") api[name]?.(...values);
    } catch (error) {
      reportError(error); // a page's mistake must not stop the chat
    }
  };
  const waiting = Array.isArray(window.OperatorConsole) ? window.OperatorConsole : [];
  window.OperatorConsole = Object.freeze(api);
  api.push(...waiting);
  chat.start();
  launcher.reopen();
};
if (site && !window.OperatorConsole?.open) {
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
