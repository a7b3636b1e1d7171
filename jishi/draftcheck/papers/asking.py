"""The server's side: a question to the child about a file, and its answer or refusal."""

from __future__ import annotations

import json
from typing import Any

from jishi.draftcheck.papers.refusing import Unreadable
from jishi.workbook.confining import Bounds, confined

#: Time by the clock is for a machine that has much else to do.
_BOUNDS = Bounds(memory=512 * 2**20, seconds=20, wait=60.0, answer=96 * 2**20)


def ask(do: str, content: bytes, **more: Any) -> dict[str, Any]:
    """The child's answer. Raises Unreadable, and ValueError where the question does not fit."""
    given = json.dumps({"do": do, **more}).encode() + b"\n" + content
    with confined("jishi.draftcheck.papers.child", bounds=_BOUNDS, given=given) as child:
        line = next(iter(child), None)
        if line is None:
            child.tell_end("reading a draft")
            raise Unreadable(
                "这份文件读不了：内容太大，或者已经损坏",
                "请新建一份文档，只把文字复制过去再试；或者把文字直接贴进来",
            )
    answer: dict[str, Any] = json.loads(line)
    if "refused" in answer:
        message, hint, params = answer["refused"]
        raise Unreadable(message, hint, **params)
    if "wrong" in answer:
        raise ValueError(answer["wrong"])
    return answer
