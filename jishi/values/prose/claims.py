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
#: 各项任务均已完成: all of what nobody can count.
_NO_WHOLE = re.compile(
    r"(?:任务|工作|目标|指标|措施|要求|部署|进展|成效|手续|程序|环节|机制|制度|责任|方面|情况|事项|节点|条件"
    r"|流程)$"
)
_GONE_WELL = re.compile(
    r"已?(?:经|全部|按[期时]|如期|圆满|顺利|基本|有序|超额|全面)*(?:完成|达成|实现|落实|落地|到位|推进|达标"
    r"|见效|取得|符合|具备|完善|健全|正常|良好|良性)"
)
_COUNTED = re.compile(r"[0-9〇零一二两三四五六七八九十百千]+[\u4e00-\u9fff]{0,2}[^，。；、]{0,8}$")
_BACK = 24
_STOP = re.compile(r"[，。；！？\n]")


def universal_claims(text: str) -> Iterator[tuple[int, int]]:
    """Spans of claims without exception; 均由…全覆盖 in one clause is one claim."""
    found = list(_UNIVERSAL.finditer(text))
    for match, following in itertools.zip_longest(found, found[1:]):
        if not _begins(match, following, text) and not _no_whole(match, text):
            yield match.span()


def _begins(match: re.Match[str], following: re.Match[str] | None, text: str) -> bool:
    """Whether 均 only begins the claim that follows in its clause."""
    if match.group() != "均" or following is None or following.group() == "均":
        return False
    return _STOP.search(text, match.end(), following.start()) is None


def _no_whole(match: re.Match[str], text: str) -> bool:
    """True of 均 that only says that all went well: 各项任务均已完成, not 15项任务均已完成."""
    if match.group() != "均" or not _GONE_WELL.match(text, match.end()):
        return False
    clause = _STOP.split(text[max(0, match.start() - _BACK) : match.start()])[-1]
    return bool(_NO_WHOLE.search(clause)) and not _COUNTED.search(clause)


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
