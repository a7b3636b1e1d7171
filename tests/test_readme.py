"""The two READMEs say the same: the same commands, headings, links and rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = "README.md", "README.zh-CN.md"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """What is to be typed: blocks without their comments, and code between backticks."""
    held = re.findall(r"```\n(.*?)```", text, flags=re.DOTALL)
    blocks = [re.sub(r"\s+# .*", "", block) for block in held]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return sorted([*blocks, *spans])


def structure(text: str) -> list[str]:
    """Marks of headings, rows and items, in order."""
    body = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.findall(r"^(#+ |\||\d+\. )", body, flags=re.MULTILINE)


def links(text: str) -> list[str]:
    return sorted(set(re.findall(r"\]\(([^)]+)\)", text)) - {ENGLISH, CHINESE})


@pytest.mark.parametrize("told", [commands, structure, links])
def test_both_languages_have_the_same(told):
    assert told(read(ENGLISH)) == told(read(CHINESE))


def test_each_leads_to_the_other():
    assert f"]({CHINESE})" in read(ENGLISH)
    assert f"]({ENGLISH})" in read(CHINESE)


def test_a_command_that_only_one_tells_is_found():
    more = read(ENGLISH).replace("jishi audit verify", "jishi audit verify --head X", 1)
    assert commands(more) != commands(read(CHINESE))
    assert structure(read(ENGLISH) + "\n## More\n") != structure(read(CHINESE))
