"""Claims without exception 全称的说法: 全覆盖, 应建尽建, 均, 严格落实."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator

from jishi.values.prose.wording import any_of

#: What stands behind 均 where it means "all of them" and not "on average".
_ALL_DO = any_of("""
    已 由 为 有 能 按 在 实 建 配 落 完 召 达 设 安 开 纳 签 参 得 通 未 无 不 可 以 做 正 获 取 顺
    被 成 明 与 接 到 制 报 办 符 进 保 没 采 运 创 属 较
""")
_UNIVERSAL = re.compile(
    r"全覆盖|全面覆盖(?=[，。；、]|$)"
    r"|应[\u4e00-\u9fff]{1,2}尽[\u4e00-\u9fff]{1,2}?(?=[，。；、”’的）\s]|$)"
    # 户均, 年均 are averages; 3户均落实 is not.
    rf"|(?:(?<=[^人户年月日平亩村])|(?<=\d户)|(?<=村)(?!均[达不超可有]))均(?={_ALL_DO})"
)
_STOP = re.compile(r"[，。；！？\n]")


def universal_claims(text: str) -> Iterator[tuple[int, int]]:
    """Spans of claims without exception; 均由…全覆盖 in one clause is one claim."""
    found = list(_UNIVERSAL.finditer(text))
    for match, following in itertools.zip_longest(found, found[1:]):
        if not _begins(match, following, text):
            yield match.span()


def _begins(match: re.Match[str], following: re.Match[str] | None, text: str) -> bool:
    """Whether 均 only begins the claim that follows in its clause."""
    if match.group() != "均" or following is None or following.group() == "均":
        return False
    return _STOP.search(text, match.end(), following.start()) is None


def duty_claims(text: str, duties: Collection[str]) -> Iterator[tuple[int, int]]:
    """严格落实“第一议题”制度: spans of claims about duties that are known by name."""
    if not duties:
        return
    duty = "|".join(map(re.escape, duties))
    pattern = (
        rf"(?P<strictly>(?:严格|全面|全部)(?:落实|执行|坚持))[“”]?(?:{duty})"
        rf"|(?:{duty})[“”]?(?:制度)?(?P<all>全部)"
    )
    for match in re.finditer(pattern, text):
        yield match.span("strictly" if match["strictly"] else "all")
