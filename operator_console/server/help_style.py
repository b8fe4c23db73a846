"""How the help page looks: one style sheet in a site's colour, readable in light and dark (WCAG 2.2 AA); pure."""

import re
from functools import lru_cache

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FALLBACK = "#2f6fed"
_LIGHT, _DARK = "#f4f6f8", "#1e2228"
"""Of the cards: what can be read on them can be read on the page, which is further from the colour."""
_WANTED_CONTRAST = 4.6
"""A little above the 4.5 of success criterion 1.4.3, because colours are rounded."""
_STEPS = 40


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#rrggbb``, by WCAG 2.2's definition."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, background: str) -> str:
    """Return the colour, made darker or lighter until text in it can be read on the background."""
    colour = colour if _COLOUR.fullmatch(colour) else _FALLBACK
    goal = "#000000" if _luminance(background) > 0.4 else "#ffffff"
    for step in range(_STEPS + 1):
        mixed = _mixed(colour, goal, step / _STEPS)
        if contrast(mixed, background) >= _WANTED_CONTRAST:
            return mixed
    return goal


@lru_cache(maxsize=256)
def style_of(colour: str) -> str:
    """Return the style sheet for a site of this colour; whatever is no colour gives the house's own."""
    light, dark = readable(colour, _LIGHT), readable(colour, _DARK)
    return _SHEET.replace("@light", light).replace("@dark", dark)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


_SHEET = """
:root { color-scheme: light dark; --text: #1c2127; --quiet: #545c66; --ground: #ffffff; --card: #f4f6f8;
  --line: #c9cfd6; --field: #767f89; --accent: @light; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --text: #e8ebef; --quiet: #a7b0ba; --ground: #15181d; --card: #1e2228;
  --line: #3a414a; --field: #858e99; --accent: @dark; --on-accent: #15181d; } }
* { box-sizing: border-box; }
html { font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, Ubuntu, sans-serif; }
body { margin: 0; color: var(--text); background: var(--ground); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .18em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .6rem 1rem; background: var(--ground); z-index: 1; }
.skip:focus { top: 1rem; }
.bar { border-top: 5px solid var(--accent); border-bottom: 1px solid var(--line); }
.bar > div, main, body > footer > div { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
.bar > div { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; min-height: 4rem; }
.brand { font-weight: 700; font-size: 1.15rem; color: var(--text); text-decoration: none; padding: .6rem 0; }
.bar .brand { margin-right: auto; }
.bar nav a, .pages a { display: inline-block; padding: .6rem 0; }
main { padding-top: 2rem; padding-bottom: 3rem; }
h1 { font-size: clamp(1.6rem, 5vw, 2.1rem); line-height: 1.2; margin: 0 0 .75rem; }
h2, h3, h4 { line-height: 1.3; margin: 2rem 0 .5rem; }
.lead { font-size: 1.15rem; color: var(--quiet); margin: 0 0 1.5rem; }
.quiet { color: var(--quiet); font-size: .95rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 2rem; }
form p { flex: 1 1 16rem; margin: 0; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
input { width: 100%; min-height: 2.9rem; padding: .5rem .8rem; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--field); border-radius: 8px; }
button { min-height: 2.9rem; padding: .5rem 1.3rem; font: inherit; font-weight: 600; border: 0; border-radius: 8px;
  color: var(--on-accent); background: var(--accent); cursor: pointer; }
.articles { list-style: none; margin: 0; padding: 0; }
.articles li { padding: .8rem 0; border-bottom: 1px solid var(--line); }
.articles a { font-weight: 600; display: inline-block; padding: .2rem 0; }
.articles p { margin: 0; color: var(--quiet); }
.text img { max-width: 100%; height: auto; border-radius: 8px; border: 1px solid var(--line); }
.text pre, .text table { display: block; overflow-x: auto; }
.text pre, .text code { background: var(--card); border-radius: 6px; }
.text pre { padding: .9rem 1rem; } .text code { padding: .1rem .3rem; } .text pre code { padding: 0; }
.text table { border-collapse: collapse; } .text th, .text td { border: 1px solid var(--line); padding: .4rem .7rem; }
.text blockquote { margin: 1rem 0; padding: .2rem 1rem; border-left: 4px solid var(--accent); background: var(--card); }
.facts { background: var(--card); border-radius: 10px; padding: .9rem 1.25rem .9rem 2.4rem; margin: 0 0 1.5rem; }
.related { margin-top: 2.5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
.pages { display: flex; gap: 1.5rem; margin-top: 1.5rem; }
mark { background: none; color: var(--text); font-weight: 700; } a mark { color: inherit; }
body > footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .95rem; }
@media print { .bar nav, form, .related, .skip { display: none; } }
"""
