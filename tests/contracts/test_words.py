"""Words that a good village clerk does not use never stand on a page (LOOK: words)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "jishi"
SPOKEN = ("*.py", "*.html", "*.js", "*.txt")
#: Instead: what happened, to what, and what to do. What the product refuses to do has no word.
NEVER = (
    "非法", "无效", "系统错误", "系统异常", "未知错误", "参数错误", "请求失败", "操作失败",
    "操作成功", "提交成功", "加载失败", "数据异常", "请联系管理员", "权限不足", "无权限",
    "用户体验", "赋能", "抓手", "闭环", "大屏", "驾驶舱", "亲，", "您好，", "打卡", "签到",
    "积分", "考勤", "在线时长", "风险评分", "人脸", "轨迹", "安装率",
)  # fmt: skip
#: Said of what is *not* done.
ALLOWED = ("不作考勤", "不用来考勤", "不是考勤", "不考勤")


def spoken(text: str) -> str:
    """A source file without what only its readers see: comments and docstrings."""
    text = re.sub(r'"""[\s\S]*?"""', "", text)
    text = re.sub(r"\{% comment %\}[\s\S]*?\{% endcomment %\}|\{#.*?#\}|<!--[\s\S]*?-->", "", text)
    text = re.sub(r"/\*[\s\S]*?\*/", "", text)
    return "\n".join(
        line for line in text.splitlines() if not line.lstrip().startswith(("#", "//"))
    )


def said_wrong(text: str) -> list[str]:
    """The words of the list that a text says."""
    for known in ALLOWED:
        text = text.replace(known, "")
    return [word for word in NEVER if word in text]


FILES = sorted(
    str(path.relative_to(ROOT)) for kind in SPOKEN for path in ROOT.rglob(kind)
    # values/prose knows the words of others' drafts; it says none of them.
    if "migrations" not in path.parts and "prose" not in path.parts
)  # fmt: skip


@pytest.mark.parametrize("folder", sorted({name.split("/")[0] for name in FILES}))
def test_no_page_says_a_word_of_the_list(folder):
    found = {
        name: wrong
        for name in FILES
        if name.split("/")[0] == folder and (wrong := said_wrong(spoken((ROOT / name).read_text())))
    }
    assert found == {}


def test_a_planted_word_is_found_and_a_comment_is_not():
    assert said_wrong(spoken('say("非法输入，请联系管理员")')) == ["非法", "请联系管理员"]
    assert said_wrong(spoken('"""非法"""\n# 系统错误\n{# 打卡 #}')) == []
