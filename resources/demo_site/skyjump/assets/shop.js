/* The school's own script: prices of a booking, thank-you page, help filter; tells the chat about pages and bookings. */
(() => {
  "use strict";
  const BASE = "/shop/skyjump";
  const english = document.documentElement.lang === "en";
  const here = english ? `${BASE}/en` : BASE;
  const money = new Intl.NumberFormat(english ? "en-IE" : "nl-NL", { style: "currency", currency: "EUR" });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const chat = (...call) => (window.OperatorConsole = window.OperatorConsole || []).push(call);

  /** What is chosen in the form, as lines of a cart. */
  const chosen = (form) => {
    const people = Math.max(1, Number(form.elements.people?.value ?? 1) || 1);
    const jump = form.querySelector("[name=jump]:checked");
    const items = [{ name: jump.dataset.name, quantity: people, price_cents: Number(jump.value) }];
    for (const extra of form.querySelectorAll("[name=extra]:checked")) {
      items.push({ name: extra.dataset.name, quantity: "once" in extra.dataset ? 1 : people, price_cents: Number(extra.value) });
    }
    return items;
  };

  for (const form of all("[data-book]")) {
    const show = () => {
      const items = chosen(form);
      const cents = items.reduce((sum, item) => sum + item.quantity * item.price_cents, 0);
      form.querySelector("[data-total]").textContent = money.format(cents / 100);
    };
    form.addEventListener("input", show);
    form.addEventListener("change", () => chat("cart", { currency: "EUR", items: chosen(form) }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const number = `SJ-2026-${String(10000 + (crypto.getRandomValues(new Uint32Array(1))[0] % 90000))}`;
      try {
        sessionStorage.setItem("skyjump:order", number);
        sessionStorage.setItem("skyjump:paid", String(chosen(form).reduce((sum, item) => sum + item.quantity * item.price_cents, 0)));
      } catch {
        // then the thank-you page shows no number
      }
      location.assign(form.dataset.book);
    });
    const date = form.elements.date;
    if (date) date.min = new Date().toISOString().slice(0, 10);
    show();
  }
  for (const place of all("[data-order]")) {
    const number = sessionStorage.getItem("skyjump:order");
    if (!number) continue;
    place.textContent = number;
    chat("cart", null);
    chat("fields", { [english ? "Booking number" : "Boekingsnummer"]: number });
    chat("event", "ordered", { number, value_cents: Number(sessionStorage.getItem("skyjump:paid")) });
  }
  for (const button of all("[data-chat]")) button.addEventListener("click", () => chat("open"));
  for (const input of all("[data-filter]")) {
    input.addEventListener("input", () => {
      for (const item of all("[data-articles] li")) item.hidden = !item.textContent.toLowerCase().includes(input.value.trim().toLowerCase());
    });
    input.addEventListener("change", () => input.value.trim() && chat("event", "search", { words: input.value.trim() }));
  }
  for (const link of all("[data-twin]")) {
    const tail = location.pathname.slice(here.length);
    link.href = (english ? BASE : `${BASE}/en`) + (tail || "/");
  }
  chat("page", { url: location.href, title: document.title });
})();
