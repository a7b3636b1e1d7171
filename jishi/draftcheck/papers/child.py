"""The process that opens a stranger's draft: bound in memory and time, it answers in one line.

Started by `asking.py`; never imported by the server. Standard input holds a line of JSON, what is
asked, and then the file. The answer is JSON of plain values: ``{"refused": …}``, ``{"wrong": …}``
(the question does not fit the text), or what the question's function gives.
"""

from __future__ import annotations

import base64
import datetime as dt
import gc
import json
import sys
from collections.abc import Callable
from typing import Any

from jishi.draftcheck.papers.pace import TooSlow, paced
from jishi.draftcheck.papers.refusing import MAX_CHARACTERS, Unreadable, too_much

Answer = dict[str, Any]


def main() -> None:
    """Answer the question in the first line of standard input about the file that follows it."""
    gc.disable()  # the process ends with its answer, and looking for rubbish takes half its time
    asked = json.loads(sys.stdin.buffer.readline())
    sys.stdout.write(json.dumps(answer(asked, sys.stdin.buffer.read())) + "\n")
    sys.stdout.flush()


def answer(asked: Answer, content: bytes) -> Answer:
    """What the child answers."""
    try:
        return _QUESTIONS[asked["do"]](asked, content)
    except TooSlow:
        refusal = too_much()
    except Unreadable as fault:
        refusal = fault
    except ValueError as fault:
        return {"wrong": str(fault)}
    return {"refused": [refusal.message, refusal.hint, refusal.params]}


def _read_pdf(asked: Answer, content: bytes) -> Answer:
    from jishi.draftcheck.papers.pdftext import read_pdf  # noqa: PLC0415 - slow to import

    with paced() as pace:
        return {"pages": read_pdf(content, asked["longest"], pace.page_read)}


def _read_word(asked: Answer, content: bytes) -> Answer:
    from jishi.draftcheck.papers.wordpaper import read_word  # noqa: PLC0415 - as above

    paper = read_word(content, asked["longest"])
    return {
        "text": paper.text,
        "stories": paper.stories,
        "ends": paper.ends,
        "signed": paper.file.signed,
        "protected": paper.file.protected(),
    }


def _correct(asked: Answer, content: bytes) -> Answer:
    from jishi.draftcheck.papers.wordchanges import correct  # noqa: PLC0415 - as above

    return _file(correct(content, asked["changes"], MAX_CHARACTERS))


def _comment(asked: Answer, content: bytes) -> Answer:
    from jishi.draftcheck.papers.wordnotes import comment  # noqa: PLC0415 - as above

    return _file(
        comment(
            content,
            asked["notes"],
            author=asked["author"],
            at=dt.datetime.fromisoformat(asked["at"]),
            places=asked["places"],
            longest=MAX_CHARACTERS,
        )
    )


def _code(asked: Answer, content: bytes) -> Answer:
    from jishi.draftcheck.papers.wordcodes import coded  # noqa: PLC0415 - as above
    from jishi.pins import documents  # noqa: PLC0415 - as above

    try:
        told = documents.bearing(documents.opened(content), asked["pins"])
    except documents.Unreadable:
        told = list(asked["pins"])  # `pin verify` will not read it either, and says so
    return _file(coded(content, told))


def _file(content: bytes) -> Answer:
    return {"file": base64.b64encode(content).decode("ascii")}


_QUESTIONS: dict[str, Callable[[Answer, bytes], Answer]] = {
    "pdf": _read_pdf,
    "docx": _read_word,
    "correct": _correct,
    "comment": _comment,
    "code": _code,
}
