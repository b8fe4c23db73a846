"""The widget's modules become two whole scripts: each part once, in order, named by version."""

import gzip
import re
from pathlib import Path

import pytest

from operator_console.server.widget_scripts import WidgetScripts, joined

WIDGET = Path(__file__).resolve().parents[3] / "resources" / "widget"
MAX_COMPRESSED_BYTES = 30_000


def test_modules_are_joined_once_in_the_order_they_need(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "deep.js").write_text("export const deep = 1;\n")
    (tmp_path / "core" / "left.js").write_text('import { deep } from "./deep.js";\nexport class Left {}\n')
    (tmp_path / "right.js").write_text('import {\n  deep,\n} from "./core/deep.js";\nconst right = deep;\n')
    entry = tmp_path / "entry.js"
    entry.write_text('import { Left } from "./core/left.js";\nimport { right } from "./right.js";\nnew Left();\n')
    text = joined(entry)
    assert [line for line in text.split("\n") if line] == [
        "const deep = 1;",
        "class Left {}",
        "const right = deep;",
        "new Left();",
    ]


def test_the_real_scripts_are_whole_and_name_each_other_by_version() -> None:
    scripts = WidgetScripts(WIDGET)
    page, panel = scripts.page.plain.decode(), scripts.panel.plain.decode()
    assert not re.search(r"^(import|export) ", page, re.MULTILINE)
    assert re.findall(r"\bexport const ?\{(\w+)\}", panel) == ["Panel"]
    assert f"panel.js?v={scripts.panel.version}" in page
    assert f"after.js?v={scripts.after.version}" in panel
    assert re.findall(r"\bexport const ?\{(\w+)\}", scripts.after.plain.decode()) == ["After"]
    assert gzip.decompress(scripts.page.compressed) == scripts.page.plain
    for text in (joined(WIDGET / "widget.js"), joined(WIDGET / "panel.js"), joined(WIDGET / "after.js")):
        names = re.findall(r"^(?:const|let|class|function) (\w+)", text, re.MULTILINE)
        assert len(names) == len(set(names)), "two modules use one name"


def test_a_missing_module_is_an_error(tmp_path: Path) -> None:
    entry = tmp_path / "entry.js"
    entry.write_text('import { gone } from "./gone.js";\n')
    with pytest.raises(OSError, match=r"gone\.js"):
        joined(entry)


def test_the_widget_stays_small() -> None:
    scripts = WidgetScripts(WIDGET)
    larger = max(len(scripts.panel.compressed), len(scripts.panel_in_dutch.compressed))
    assert len(scripts.page.compressed) + larger < MAX_COMPRESSED_BYTES


def test_a_panel_brings_the_words_of_its_language_alone() -> None:
    scripts = WidgetScripts(WIDGET)
    english, dutch = scripts.panel.plain.decode(), scripts.panel_in_dutch.plain.decode()
    assert "Type your message" in english
    assert "Typ je bericht" not in english
    assert "Typ je bericht" in dutch
    assert "Type your message" not in dutch
    assert f"panel.js?nl&v={scripts.panel_in_dutch.version}" in scripts.page.plain.decode()


def test_the_sites_that_ask_are_written_into_the_page_s_script() -> None:
    scripts = WidgetScripts(WIDGET)
    assert b"%asking%" not in scripts.page_for(()).plain
    asked = scripts.page_for(("shop", '</script>"'))
    assert b'["shop","\\u003c/script>\\""]' in asked.plain
    assert asked.version != scripts.page_for(()).version
    assert scripts.page_for(("shop",)).plain != asked.plain
