"""Rules for every template and static file: nothing inline, every icon drawn, pages small."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from totalaudio.core.ui.tests.rendering import page

UI = Path(__file__).parents[1]
SOURCE = UI.parents[1]
STATIC = UI / "static" / "ui"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
MOST_BYTES = 100_000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_holds_what_the_content_security_policy_refuses(template: Path) -> None:
    text = template.read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_icon_that_a_template_names_is_drawn(template: Path) -> None:
    named = re.findall(r"""(?:{% icon|\bicon=) ?["']([\w-]+)["']""", template.read_text())
    assert sorted(set(named) - ICONS) == []


def test_no_icon_is_drawn_twice() -> None:
    drawn = re.findall(r'viewBox="0 0 24 24">(.+?)</symbol>', (STATIC / "icons.svg").read_text())
    assert len(drawn) == len(set(drawn)) == len(ICONS)


def test_every_colour_and_size_that_a_style_names_is_a_token() -> None:
    text = "".join(sheet.read_text() for sheet in STATIC.glob("css/*.css"))
    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    declared = set(re.findall(r"[\s{;]--([\w-]+):", text))
    assert sorted(used - declared) == []


def test_colours_are_written_only_among_the_tokens() -> None:
    sheets = [sheet for sheet in STATIC.glob("css/*.css") if sheet.name != "tokens.css"]
    assert [
        sheet.name for sheet in sheets if re.search(r"#[0-9a-f]{3,8}\b", sheet.read_text())
    ] == []


def test_no_style_or_script_asks_another_host() -> None:
    files = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]
    assert [
        file.name for file in files if re.search(r"(?:https?:)?//[a-z]", file.read_text())
    ] == []


def test_both_fonts_together_are_under_sixty_kilobytes_and_have_their_licences() -> None:
    fonts = STATIC / "fonts"
    families = ("bricolage-grotesque", "source-sans-3")
    assert sum((fonts / f"{family}.woff2").stat().st_size for family in families) < 60_000
    for family in families:
        assert "SIL Open Font License, Version 1.1" in (fonts / f"{family}-OFL.txt").read_text()


def test_the_page_of_all_pieces_is_under_a_hundred_kilobytes_with_all_it_loads() -> None:
    html = page()
    paths = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html))
    sizes = {path: _sent(_found(path)) for path in paths}
    assert len(sizes) > 10
    assert sum(sizes.values()) + len(gzip.compress(html.encode())) < MOST_BYTES


def _found(path: str) -> Path:
    plain = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", path)
    found = finders.find(plain)
    assert found, f"{path} is not among the static files"
    return Path(found)


def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(content if file.suffix == ".woff2" else gzip.compress(content))
