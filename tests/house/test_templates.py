"""The templates and our sentences: nothing inline, nothing from outside, full-width punctuation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path("src/pingxuan")
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))
HAN = r"[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(f"{HAN}[,;:!?()]{HAN}")
HALF_WIDTH_IN_CODE = re.compile(f"{HAN}[,;:!]{HAN}")  # ( ) ? also stand in patterns
OUTSIDE = re.compile(r"""(?:src|href|action|url)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def markup(template: Path) -> str:
    """The template without its comments."""
    text = template.read_text("utf-8")
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", "", text, flags=re.DOTALL)


def sentences(module: Path) -> Iterator[str]:
    """Every string of a module, f-strings' fixed parts too."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_layouts_are_found() -> None:
    assert {"page.html", "shell.html", "phone.html", "public.html"} <= {path.name for path in TEMPLATES}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_has_nothing_inline(template: Path) -> None:
    text = markup(template)
    assert (
        re.findall(
            r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", text, re.IGNORECASE
        )
        == []
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_trusts_no_text_and_asks_nothing_from_outside(template: Path) -> None:
    text = markup(template)
    assert re.findall(r"\|\s*safe\b|autoescape\s+off|\|safeseq", text) == []
    assert OUTSIDE.findall(text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_writes_full_width_punctuation(template: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", markup(template), flags=re.DOTALL)
    assert HALF_WIDTH.findall(text) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_makes_no_markup_from_text(script: Path) -> None:
    text = script.read_text("utf-8")
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
        == []
    )
    assert text.count("\n") < 400


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_keeps_to_chromium_86(script: Path) -> None:
    too_new = (
        r"\.at\(|structuredClone|Object\.hasOwn|findLast|toSorted|toReversed|^await |^\s*static \{|\w#\w+ in "
    )
    assert re.findall(too_new, script.read_text("utf-8"), re.MULTILINE) == []


def test_sentences_are_written_with_full_width_punctuation() -> None:
    wrong = [
        f"{name_of(module)}: {sentence[:40]}"
        for module in MODULES
        for sentence in sentences(module)
        if HALF_WIDTH_IN_CODE.search(sentence)
    ]
    assert wrong == []
