/* How the panel looks: one style sheet, made in script so that a page may forbid inline styles. */

export const CSS = `
  .panel {
    --ground: #fff; --well: #f4f5f7; --ink: #1b1f27; --soft: #5d6675; --line: #e2e5ea; --field: #7f8896;
    --theirs: #fff; --edge: #e2e5ea; --bad: #b42318; --bad-ground: #fef1f0; --note: #fff7e0; --note-ink: #5c4a12;
    position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(94px, calc(env(safe-area-inset-bottom) + 94px));
    width: 380px; height: min(640px, calc(100vh - 118px)); display: flex; flex-direction: column; overflow: hidden;
    border-radius: 16px; background: var(--ground); color: var(--ink); box-shadow: 0 12px 48px rgb(0 0 0 / .22), 0 0 0 1px rgb(0 0 0 / .06);
    font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: start; animation: rise .18s ease-out;
  }
  .panel * { box-sizing: border-box; }
  .panel [hidden] { display: none !important; }
  @keyframes rise { from { opacity: 0; transform: translateY(10px); } }
  @media (prefers-color-scheme: dark) {
    .panel { --ground: #1d2128; --well: #15181e; --ink: #e9ebef; --soft: #a3abb8; --line: #313742; --field: #7c8593;
      --theirs: #272c35; --edge: #333a45; --bad: #ff9d94; --bad-ground: #3a1f1e; --note: #37301a; --note-ink: #f0dfa8;
      box-shadow: 0 12px 48px rgb(0 0 0 / .55), 0 0 0 1px rgb(255 255 255 / .08); }
  }
  .panel button, .panel input, .panel textarea { font: inherit; color: inherit; margin: 0; }
  .panel button { cursor: pointer; background: none; border: 0; padding: 0; }
  .panel :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; border-radius: 6px; }
  .panel svg { display: block; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  header { display: flex; align-items: center; gap: 12px; padding: 12px 8px 12px 16px; background: var(--brand); color: var(--on-brand); flex: none; }
  header .face { width: 42px; height: 42px; flex: none; }
  header .who { flex: 1; min-width: 0; }
  header h2 { margin: 0; font-size: 16px; font-weight: 650; line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  header p { margin: 0; font-size: 13px; line-height: 1.35; display: flex; align-items: center; gap: 6px; }
  header p span:last-child { min-width: 0; max-height: 2.7em; overflow: hidden; overflow-wrap: anywhere; }
  header .dot { width: 9px; height: 9px; border-radius: 50%; border: 1.5px solid currentColor; flex: none; }
  header .dot.on { background: currentColor; }
  header .end { margin-inline-end: -8px; }
  header :is(.close, .end) { width: 44px; height: 44px; flex: none; display: grid; place-items: center; border-radius: 10px; }
  header :is(.close, .end) svg { width: 22px; height: 22px; }
  header :focus-visible { outline-color: var(--on-brand); outline-offset: -4px; }
  .face { border-radius: 50%; overflow: hidden; display: grid; place-items: center; background: var(--on-brand); color: var(--brand); font-weight: 700; font-size: 15px; position: relative; }
  .face img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
  .face svg { width: 55%; height: 55%; }

  .notice { margin: 0; padding: 9px 16px; font-size: 13px; background: var(--note); color: var(--note-ink); flex: none; }
  .log { overflow-anchor: none; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px 14px 6px; background: var(--well); display: flex; flex-direction: column; outline-offset: -3px !important; }
  .log > :first-child { margin-top: auto; }
  .day, .line { overflow: hidden; flex: none; align-self: center; margin: 12px 0 8px; font-size: 12.5px; color: var(--soft); text-align: center; max-width: 90%; overflow-wrap: anywhere; }
  .greeting { align-self: flex-start; max-width: 84%; padding: 10px 14px; border-radius: 16px 16px 16px 5px; background: var(--theirs); border: 1px solid var(--edge); margin-bottom: 8px; overflow: hidden; overflow-wrap: anywhere; flex: none; }
  .message { display: grid; max-width: 84%; margin-top: 3px; align-self: flex-start; grid-template-columns: 30px minmax(0, 1fr); column-gap: 8px; align-items: end; }
  .message.first { margin-top: 10px; }
  .message .face { width: 30px; height: 30px; font-size: 12px; background: var(--brand); color: var(--on-brand); visibility: hidden; }
  .message.last .face { visibility: visible; }
  .message .name { grid-column: 2; font-size: 12.5px; color: var(--soft); margin: 0 0 2px 4px; display: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
  .message.first .name { display: block; }
  .message .body { grid-column: 2; grid-row: 2; justify-self: start; max-width: 100%; }
  .message .face { grid-column: 1; grid-row: 2; }
  .message .name { grid-row: 1; }
  .message.mine { align-self: flex-end; grid-template-columns: minmax(0, 1fr); }
  .message.mine .body { grid-column: 1; justify-self: end; background: var(--brand); color: var(--on-brand); border-color: transparent; border-radius: 16px 5px 16px 16px; }
  .message.mine.first .body { border-radius: 16px 16px 5px 16px; }
  .body { padding: 8px 13px 6px; border: 1px solid var(--edge); border-radius: 5px 16px 16px 5px; background: var(--theirs); overflow: hidden; }
  .message.first:not(.mine) .body { border-start-start-radius: 16px; }
  .message.last:not(.mine) .body { border-end-start-radius: 5px; }
  .text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; max-height: 60vh; overflow-y: auto; }
  .text a { color: inherit; text-decoration: underline; text-underline-offset: 2px; }
  .text .host { opacity: .85; font-size: 13px; }
  .meta { display: flex; justify-content: flex-end; align-items: center; gap: 5px; font-size: 11.5px; line-height: 1.3; margin-top: 2px; color: var(--soft); min-height: 15px; }
  .mine .meta { color: inherit; }
  .meta svg { width: 14px; height: 14px; stroke-width: 2.4; }
  .body.bare { padding: 4px 4px 5px; }
  .body.bare .meta { padding: 0 8px; }
  .thumb { display: block; border-radius: 12px !important; overflow: hidden; max-width: 100%; min-height: 44px; background: rgb(127 127 127 / .18); }
  .panel .thumb { cursor: zoom-in; }
  .thumb img { display: block; width: 100%; height: auto; max-height: 300px; object-fit: cover; }
  .thumb span { display: block; padding: 12px; font-size: 13px; }
  .panel .file { display: flex; align-items: center; gap: 10px; min-height: 44px; text-align: start; max-width: 100%; }
  .file svg { width: 24px; height: 24px; flex: none; }
  .file b { font-weight: 600; display: block; overflow-wrap: anywhere; text-decoration: underline; text-underline-offset: 2px; }
  .file small { font-size: 12px; opacity: .85; }
  .card, .card > *, video { display: block; max-width: 100%; max-height: 300px; }
  .card { margin: 4px 0; padding: 9px 12px; border-inline-start: 4px solid var(--brand); border-radius: 10px; background: var(--well); color: inherit; text-decoration: none; overflow-wrap: anywhere; }
  .card b { text-decoration: underline; text-underline-offset: 2px; }
  .card small { color: var(--soft); }
  .sending { display: flex; align-items: center; gap: 8px; font-size: 13px; }
  .sending progress { width: 90px; height: 6px; accent-color: currentColor; }
  .panel .sending button { min-height: 44px; text-decoration: underline; text-underline-offset: 2px; }
  .panel .play { display: grid; place-items: center; width: 230px; max-width: 100%; height: 110px; border-radius: 10px; background: #2a2e35; color: #fff; font-size: 13px; }
  .play svg { width: 34px; height: 34px; }
  .trouble { grid-column: 1 / -1; grid-row: 3; justify-self: end; display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 0 14px; font-size: 13px; color: var(--bad); margin-top: 2px; }
  .panel .trouble button { min-height: 44px; font-weight: 600; text-decoration: underline; text-underline-offset: 2px; color: var(--ink); }
  .typing { overflow: hidden; flex: none; min-height: 26px; padding: 0 16px 6px; background: var(--well); color: var(--soft); font-size: 13px; display: flex; align-items: center; gap: 8px; }
  .dots { display: inline-flex; gap: 4px; }
  .dots i { width: 6px; height: 6px; border-radius: 50%; background: currentColor; animation: wave 1.2s infinite ease-in-out; }
  .dots i:nth-child(2) { animation-delay: .15s; }
  .dots i:nth-child(3) { animation-delay: .3s; }
  @keyframes wave { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; transform: translateY(-2px); } }
  .panel .down { position: absolute; right: 14px; bottom: 12px; min-height: 44px; padding: 0 16px; border-radius: 22px; background: var(--ink); color: var(--ground); font-size: 13px; font-weight: 600; box-shadow: 0 4px 14px rgb(0 0 0 / .25); }
  .middle { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }

  .older { text-align: center; margin-bottom: 6px; }
  .panel .older button { min-height: 44px; padding: 0 14px; font-size: 13px; color: var(--soft); text-decoration: underline; text-underline-offset: 2px; }
  .asks { flex: none; padding: 10px 16px; border-bottom: 1px solid var(--line); background: var(--ground); font-size: 14px; }
  .asks p { margin: 0; }
  .panel .asks .link { min-height: 44px; padding: 0; background: none; color: inherit; text-decoration: underline; }
  .asks form { padding: 0 0 2px; border: 0; }
  .asks form div { display: flex; gap: 8px; margin-top: 6px; }
  .asks :is(input, select) { flex: 1; min-width: 0; min-height: 44px; padding: 0 12px; font: inherit; color: inherit; background: var(--ground); border: 1.5px solid var(--field); border-radius: 11px; }
  .panel .asks form button { min-height: 44px; padding: 0 14px; border-radius: 11px; font-weight: 600; background: var(--brand); color: var(--on-brand); }
  .bot { flex: none; padding: 8px 16px; border-top: 1px solid var(--line); background: var(--ground); font-size: 14px; }
  .bot p { margin: 0 0 6px; }
  .bot div { display: flex; flex-wrap: wrap; gap: 8px; }
  .panel .bot div button { min-height: 44px; padding: 6px 14px; border: 1.5px solid var(--field); border-radius: 11px; text-align: start; }
  .panel .bot .link { min-height: 44px; padding: 0; color: inherit; text-decoration: underline; }
  .away { max-height: 60%; overflow-y: auto; }
  .asks label { display: block; margin-top: 6px; font-size: 13px; color: var(--soft); }
  .asks :is(label input, select) { display: block; width: 100%; margin-top: 2px; font-size: 16px; color: var(--ink); }
  .confirm { flex: none; padding: 12px 16px 14px; border-top: 1px solid var(--line); background: var(--ground); }
  .confirm p { margin: 0 0 10px; font-weight: 600; }
  .confirm div { display: flex; flex-wrap: wrap; gap: 8px; }
  .panel .confirm button { flex: 1; min-height: 44px; padding: 0 14px; border: 1.5px solid var(--field); border-radius: 11px; font-weight: 600; }
  .panel .confirm .yes { background: var(--brand); color: var(--on-brand); border-color: transparent; }
  .confirm p { overflow-wrap: anywhere; }
  .confirm p + p { font-weight: 400; }
  .ask { max-height: 55%; overflow-y: auto; }
  .ask label { display: block; margin-top: 8px; font-size: 13px; }
  .ask :is(input, select) { width: 100%; }
  .asks.ask form div { justify-content: end; }
  .privacy { flex: none; padding: 0 16px 8px; font-size: 12px; color: var(--soft); overflow-wrap: anywhere; }
  .privacy a { color: inherit; }
  .privacy summary { padding: 4px 0; cursor: pointer; }
  .privacy ul { max-height: 200px; margin: 4px 0; padding-left: 18px; overflow-y: auto; }
  .privacy .confirm { padding: 16px 0; font-size: 15px; color: var(--ink); border: 0; }
  .panel.silent > :not(header, .privacy) { display: none; }
  .panel.silent { height: auto; }
  .problem { margin: 0 4px 8px; font-size: 13px; color: var(--bad); }

  form { flex: none; padding: 10px 12px 10px; border-top: 1px solid var(--line); background: var(--ground); }
  .first-name { display: block; margin-bottom: 8px; }
  .panel .first-name input { width: 100%; height: 44px; padding: 0 12px; border: 1px solid var(--line); border-radius: 10px; background: transparent; font-size: 16px; }
  .panel input::placeholder, .panel textarea::placeholder { color: var(--soft); opacity: 1; }
  .write { display: flex; align-items: flex-end; gap: 4px; border: 1.5px solid var(--field); border-radius: 14px; padding: 3px; background: var(--ground); }
  .write:focus-within { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
  .panel textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 132px; padding: 10px 4px 10px 2px; border: 0; outline: none !important; resize: none; background: transparent; font-size: 16px; line-height: 24px; }
  .panel .write button { width: 44px; height: 44px; flex: none; display: grid; place-items: center; border-radius: 11px; color: var(--soft); }
  .write svg { width: 22px; height: 22px; }
  .panel .write .send { background: var(--brand); color: var(--on-brand); }
  .panel .write .send:disabled { background: var(--well); color: var(--soft); cursor: default; }
  .small, .notice, .typing { overflow-wrap: anywhere; }
  .small { margin: 6px 4px 0; font-size: 12px; color: var(--soft); }
  .drop { position: absolute; inset: 8px; border: 2px dashed var(--ink); border-radius: 12px; background: var(--ground); display: grid; place-items: center; font-weight: 600; opacity: .94; pointer-events: none; }

  dialog { border: 0; padding: 0; background: transparent; max-width: 94vw; max-height: 94vh; }
  dialog::backdrop { background: rgb(10 12 16 / .82); }
  dialog img { display: block; max-width: 94vw; max-height: 86vh; border-radius: 8px; }
  dialog button, dialog a { display: inline-grid; place-items: center; min-height: 44px; padding: 0 16px; margin: 8px 8px 0 0; border: 0; border-radius: 10px; background: #fff; color: #14171c;
    font: 600 14px system-ui, sans-serif; cursor: pointer; text-decoration: none; }
  dialog :focus-visible { outline: 3px solid #fff; outline-offset: 2px; }

  @media (max-width: 480px) {
    .panel { inset: 0; width: auto; height: auto; border-radius: 0; box-shadow: none; padding-bottom: env(safe-area-inset-bottom); }
    header { padding-top: max(12px, env(safe-area-inset-top)); }
  }
  @media (max-height: 520px) and (min-width: 481px) { .panel { bottom: 12px; right: 92px; height: calc(100vh - 24px); } }
  @media (forced-colors: active) { .body, .panel { border: 1px solid; } }
`;
