"""Writes the pages of both demo shops from their contents; run it after changing anything in this folder.

The pages are plain HTML with nothing inline, so that the server can serve them under a strict content security policy.
"""

import html
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import drawings
import fietsenwereld
import skyjump

ROOT = Path(__file__).parent.parent


def page(shop, language: str, path: str, title: str, body: str) -> str:
    """Return one whole page; `path` is its address below the shop, without suffix."""
    words = shop.WORDS[language]
    base = f"/shop/{shop.KEY}"
    here = f"{base}/en" if language == "en" else base
    twin = base if language == "en" else f"{base}/en"
    tail = "" if path == "index" else f"/{path}"
    links = "".join(
        f'<li><a href="{here}/{target}"{" aria-current=page" if path == target else ""}>{text}</a></li>'
        for target, text in words["menu"]
    )
    twin_path = "/help" if path == "help_article" else tail or "/"
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title if "{{" in title else html.escape(title)}</title>
<meta name="color-scheme" content="light">
<link rel="icon" href="{base}/assets/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="{base}/assets/style.css">
<script src="{base}/assets/shop.js" defer></script>
<script src="/widget/widget.js" data-site="{shop.KEY}" async></script>
</head>
<body class="page-{path.split("/")[0]}">
<a class="skip" href="#main">{words["skip"]}</a>
<header class="top">
<p class="usp">{words["usp"]}</p>
<div class="bar">
<a class="brand" href="{here}/"><img src="{base}/assets/logo.svg" alt="" width="40" height="40">{shop.NAME}</a>
<nav aria-label="{words["nav"]}"><ul>{links}</ul></nav>
<div class="tools"><a class="language" data-twin lang="{"nl" if language == "en" else "en"}" href="{twin}{twin_path}">{words["other"]}</a>{words["cart"].format(here=here)}</div>
</div>
</header>
<main id="main">
{body.strip().replace("@here", here).replace("@assets", f"{base}/assets")}
</main>
<footer>
{words["footer"].replace("@here", here)}
</footer>
</body>
</html>
"""


def main() -> None:
    """Write all pages and pictures."""
    drawings.write_all(ROOT)
    for shop in (fietsenwereld, skyjump):
        for language in ("nl", "en"):
            for path, (title, body) in shop.pages(language).items():
                target = ROOT / shop.KEY / ("en" if language == "en" else "") / f"{path}.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(page(shop, language, path, title, body), encoding="utf-8")


if __name__ == "__main__":
    main()
