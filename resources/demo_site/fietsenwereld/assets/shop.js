/* The shop's own script: cart in local storage, checkout, help filter; tells the chat about pages and the cart. */
(() => {
  "use strict";
  const BASE = "/shop/fietsenwereld";
  const KEY = "fietsenwereld:cart";
  const english = document.documentElement.lang === "en";
  const here = english ? `${BASE}/en` : BASE;
  const PRODUCTS = {
    "tour-500": ["E-bike Tour 500", "E-bike Tour 500", 184900],
    "tour-700": ["E-bike Tour 700", "E-bike Tour 700", 249900],
    linde: ["Stadsfiets Linde", "City bike Linde", 64900],
    heide: ["Gravelbike Heide", "Gravel bike Heide", 139900],
    lading: ["Bakfiets Lading", "Cargo bike Lading", 399900],
    "pip-16": ["Kinderfiets Pip 16", "Children's bike Pip 16", 22900],
    "pip-20": ["Kinderfiets Pip 20", "Children's bike Pip 20", 27900],
    helm: ["Helm", "Helmet", 5995],
  };
  const WORDS = english
    ? { size: "size", fewer: "One fewer", more: "One more", sub: "Subtotal", delivery: "Delivery", free: "free", total: "Total", order: "Order number" }
    : { size: "maat", fewer: "Eén minder", more: "Eén meer", sub: "Subtotaal", delivery: "Bezorging", free: "gratis", total: "Totaal", order: "Bestelnummer" };
  const money = new Intl.NumberFormat(english ? "en-IE" : "nl-NL", { style: "currency", currency: "EUR" });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const chat = (...call) => (window.OperatorConsole = window.OperatorConsole || []).push(call);

  const read = () => {
    try {
      return (JSON.parse(localStorage.getItem(KEY)) ?? []).filter((line) => Object.hasOwn(PRODUCTS, line.id));
    } catch {
      return [];
    }
  };
  let cart = read();
  const nameOf = (line) => PRODUCTS[line.id][english ? 1 : 0] + (line.size ? ` (${WORDS.size} ${line.size})` : "");
  const priceOf = (line) => PRODUCTS[line.id][2];
  const subtotal = () => cart.reduce((sum, line) => sum + line.quantity * priceOf(line), 0);
  const delivery = () => {
    if (!cart.length) return 0;
    const bicycles = cart.some((line) => line.id !== "helm");
    if (bicycles) return cart.some((line) => line.id !== "helm" && priceOf(line) >= 100000) ? 0 : 3900;
    return subtotal() >= 5000 ? 0 : 495;
  };

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const tellChat = () => {
    const items = cart.map((line) => ({ name: nameOf(line), quantity: line.quantity, price_cents: priceOf(line) }));
    chat("cart", items.length ? { currency: "EUR", items } : null);
  };

  const change = (next) => {
    cart = next.filter((line) => line.quantity > 0);
    try {
      localStorage.setItem(KEY, JSON.stringify(cart));
    } catch {
      // the cart lasts as long as the page
    }
    tellChat();
    show();
  };

  const add = (id, size) => {
    chat("event", "added");
    const same = cart.find((line) => line.id === id && line.size === size);
    change(same ? cart.map((line) => (line === same ? { ...line, quantity: line.quantity + 1 } : line)) : [...cart, { id, size, quantity: 1 }]);
  };
  const step = (which, by) => {
    const rest = cart.reduce((sum, line) => sum + line.quantity, 0) + by;
    chat("event", by > 0 ? "added" : rest > 0 ? "removed" : "emptied");
    change(cart.map((line, at) => (at === which ? { ...line, quantity: line.quantity + by } : line)));
  };

  const lineElement = (line, at, short) => {
    const picture = make("img");
    Object.assign(picture, { src: `${BASE}/assets/${line.id}.svg`, alt: "", width: 96, height: 66 });
    const name = make("div", "", make("b", "", PRODUCTS[line.id][english ? 1 : 0]), make("small", "", [line.size && `${WORDS.size} ${line.size}`, short && `${line.quantity} ×`].filter(Boolean).join(" · ")));
    const sum = make("span", "sum", money.format((line.quantity * priceOf(line)) / 100));
    if (short) return make("div", "line", picture, name, sum);
    const button = (text, label, by) => {
      const one = make("button", "", text);
      one.type = "button";
      one.setAttribute("aria-label", `${label}: ${nameOf(line)}`);
      one.addEventListener("click", () => {
        step(at, by);
        all("[data-cart-lines] button")[by < 0 ? 2 * at : 2 * at + 1]?.focus();
      });
      return one;
    };
    return make("div", "line", picture, name, make("div", "count", button("−", WORDS.fewer, -1), make("output", "", String(line.quantity)), button("+", WORDS.more, 1)), sum);
  };

  const show = () => {
    const count = cart.reduce((sum, line) => sum + line.quantity, 0);
    for (const badge of all("[data-cart-count]")) {
      badge.textContent = String(count);
      badge.hidden = !count;
    }
    for (const place of all("[data-cart-lines]")) {
      const row = (name, value, kind = "") => make("div", kind, make("span", "", name), make("span", "", value));
      const sums = make("div", "sums", row(WORDS.sub, money.format(subtotal() / 100)), row(WORDS.delivery, delivery() ? money.format(delivery() / 100) : WORDS.free), row(WORDS.total, money.format((subtotal() + delivery()) / 100), "total"));
      place.replaceChildren(...cart.map((line, at) => lineElement(line, at, "short" in place.dataset)), ...(cart.length ? [sums] : []));
    }
    for (const note of all("[data-cart-empty]")) note.hidden = cart.length > 0;
    for (const link of all("[data-cart-order]")) link.hidden = !cart.length;
    for (const button of all("[data-checkout] [type=submit]")) button.disabled = !cart.length;
  };

  for (const form of all("[data-add]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      add(form.dataset.add, new FormData(form).get("size"));
      all("[data-added]").forEach((note) => (note.hidden = false));
    });
  }
  for (const form of all("[data-checkout]")) {
    chat("event", "payment");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const number = `FW-2026-${String(10000 + (crypto.getRandomValues(new Uint32Array(1))[0] % 90000))}`;
      try {
        sessionStorage.setItem("fietsenwereld:order", number);
        sessionStorage.setItem("fietsenwereld:paid", String(subtotal() + delivery()));
      } catch {
        // then the thank-you page shows no number
      }
      change([]);
      location.assign(form.dataset.thanks);
    });
  }
  for (const place of all("[data-order]")) {
    const number = sessionStorage.getItem("fietsenwereld:order");
    if (number) {
      place.textContent = number;
      chat("fields", { [WORDS.order]: number });
      chat("event", "ordered", { number, value_cents: Number(sessionStorage.getItem("fietsenwereld:paid")) });
    }
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
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    cart = read();
    show();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    cart = read();
    show();
  });

  chat("page", { url: location.href, title: document.title });
  tellChat();
  show();
})();
