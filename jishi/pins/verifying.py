"""Checking a document that came back: each of its codes, and the numbers that stand beside them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access.actor import Actor
from jishi.indicators.periods import wordings
from jishi.pins import documents
from jishi.pins.codes import shown, valid
from jishi.pins.documents import OWN_ANCHOR, Document, opened
from jishi.pins.finding import codes_in
from jishi.pins.meaning import LANGUAGE
from jishi.pins.models import Pin
from jishi.pins.opening import may_open
from jishi.pins.reopening import DefinitionChanged, Moved, State, StillSo, state
from jishi.places import tree
from jishi.values.figures import exact_of, written

_BRACKETS = re.compile(r"（[^（）]*）$")
_DIGEST = 12  # characters of a digest that are printed (reports.annex)
STILL, MOVED, CHANGED, UNKNOWN = "still_so", "moved", "definition_changed", "unknown"


@dataclass(frozen=True)
class Checked:
    """One code of the document: its pin and state, None where there is none here that may be
    opened; `differs` are sentences about numbers that are not the pin's."""

    code: str
    pin: Pin | None
    state: State | None
    differs: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """still_so, moved, definition_changed or unknown."""
        match self.state:
            case StillSo():
                return STILL
            case Moved():
                return MOVED
            case DefinitionChanged():
                return CHANGED
        return UNKNOWN

    @property
    def sound(self) -> bool:
        """True where the ledger still says so and the document does, too."""
        return self.word == STILL and not self.differs


def check(data: bytes, *, by: Actor) -> list[Checked]:
    """Check all codes of a .docx, in the order in which they stand. Raises documents.Unreadable."""
    document = opened(data)
    printed = [*codes_in(document.text), *(row.code for row in document.rows if valid(row.code)),
               *document.borne]  # fmt: skip
    codes = list(dict.fromkeys(printed))
    pins = {
        pin.code: pin for pin in Pin.objects.filter(code__in=codes) if may_open(pin, by)
    }  # fmt: skip
    changed = [row.code for row in document.rows if row.code not in codes]
    return [
        *(_checked(code, pins.get(code), document, by) for code in codes),
        *(Checked(code, None, None, (_("这不是一个编码，像是被人改过。"),)) for code in changed),
        *(Checked("—", None, None, (said,)) for said in _unchecked(document)),
    ]


def _unchecked(document: Document) -> list[str]:
    """What of the text could not be held against the annex: its numbers lead to no row, or no row
    is led to."""
    found = []
    if document.sealed and document.sealed != document.seal:
        found.append(_(
            "正文出门以后改过字：多了、少了或换了什么，只有钉住的数核过，别的请自己看。"
        ))  # fmt: skip
    if document.annexed and not document.rows and not document.borne:
        found.append(_("什么都没有核：附表里没有编码，这份文件下载的时候没有把数钉住。"))
        return found
    held = {row.anchor for row in document.rows if row.anchor}
    led = [(anchor, text) for anchor, text in document.links if anchor.startswith(OWN_ANCHOR)]
    gone = dict.fromkeys(text for anchor, text in led if anchor not in held)
    if document.rows and not (held and led):
        found.append(_(
            "正文没有核：正文里的数和附表之间的链接没有了（多半是另存、转格式时去掉的），"
            "只核了附表。请拿下载时的原件来核。"
        ))  # fmt: skip
    elif gone and not (document.rows or document.annexed):
        found.append(_(
            "什么都没有核：正文里有%(count)s个数连到附表“数字依据表”，这张附表不在文件里了。"
        ) % {"count": len(led)})  # fmt: skip
    elif document.rows:
        found += [_("正文里的“%(there)s”在附表里没有了那一行。") % {"there": t} for t in gone]
    return found


def _checked(code: str, pin: Pin | None, document: Document, by: Actor) -> Checked:
    if pin is None:
        return Checked(shown(code), None, None)
    return Checked(pin.shown, pin, state(pin, by), tuple(_differences(pin, document)))


def _differences(pin: Pin, document: Document) -> list[str]:
    """Where the document writes another number than was pinned: in the row, or in the text."""
    found = _missing(pin, document)
    texts: dict[str, list[str]] = defaultdict(list)
    for anchor, text in document.links:
        texts[anchor].append(text)
    linked = any(anchor.startswith(OWN_ANCHOR) for anchor in texts)
    for row in document.rows:
        if row.code != pin.code:
            continue
        own = _wordings(pin)
        if row.written is not None and not own.issuperset(row.written.split("、")):
            found.append(_("附表里写的是“%(there)s”，钉下的是“%(pinned)s”。") % {
                "there": row.written, "pinned": _both(pin),
            })  # fmt: skip
        told = _plain(exact_of(pin.exact, pin.unit, pin.numerator, pin.of))
        if row.exact is not None and row.exact != told:
            found.append(_("附表里的准确值写的是“%(there)s”，钉下的是“%(pinned)s”。") % {
                "there": row.exact, "pinned": told,
            })  # fmt: skip
        found += _cells(pin, row.said)
        if row.anchor and linked and row.anchor not in texts:
            found.append(_("正文里找不到这个数了：删了，或者改成了别的。"))
        others = dict.fromkeys(
            text for text in texts.get(row.anchor, ()) if _plain(text) not in own
        )
        found += [
            _("正文里写的是“%(there)s”，钉下的是“%(pinned)s”。") % {
                "there": other, "pinned": _both(pin),
            } for other in others
        ]  # fmt: skip
    return found


def _missing(pin: Pin, document: Document) -> list[str]:
    """A number of a corrected draft, which has no annex, that stands in its text less often than
    when it left, or in a sentence that is another now."""
    if pin.code not in document.borne or any(row.code == pin.code for row in document.rows):
        return []
    was, now = document.borne[pin.code], document.standing(pin.written)
    if not was.times:
        return []  # it stood broken by other signs; that it still does the seal tells
    if not now.times:
        return [_("正文里找不到“%(pinned)s”了：删了，或者改成了别的。") % {"pinned": pin.written}]
    if now.times < was.times:
        return [_(
            "正文里的“%(pinned)s”出门时有%(was)s处，现在只有%(now)s处：有的删了，或者改成了别的。"
        ) % {"pinned": pin.written, "was": was.times, "now": now.times}]  # fmt: skip
    if not was.sentences <= now.sentences:
        return [_("“%(pinned)s”所在的句子，出门以后改过，请对一遍。") % {"pinned": pin.written}]
    return []


def _cells(pin: Pin, said: Mapping[str, str]) -> list[str]:
    """The other cells of a row that do not say what was pinned: what is counted, its period, its
    definition, how many records, their digest."""
    with override(LANGUAGE):
        periods = [_plain(one) for one in wordings(pin.period)]
    known = {
        documents.NAME: [_plain(pin.name)], documents.PERIOD: periods,
        documents.MEANING: [_plain(pin.definition)], documents.RECORDS: [str(pin.records)],
        documents.DIGEST: [pin.digest[:_DIGEST]],
    }  # fmt: skip
    name = said.get(documents.NAME)
    if name is not None and _named(pin, name):
        known.pop(documents.NAME)
    return [
        _("附表“%(column)s”一格写的是“%(there)s”，钉下的是“%(pinned)s”。") % {
            "column": column, "there": said[column] or _("空的"), "pinned": alike[0],
        }
        for column, alike in known.items() if column in said and said[column] not in alike
    ]  # fmt: skip


def _named(pin: Pin, cell: str) -> bool:
    """True of the pin's name; a village's has the village before it, another period's the period
    in brackets behind it (reports.asking)."""
    own = cell.removeprefix(_plain(tree.names([pin.place]).get(pin.place, "")))
    return _plain(pin.name) in (own, _BRACKETS.sub("", own))


def _wordings(pin: Pin) -> set[str]:
    """How a document of ours may write the number: 150余次 in a sentence, 156次 in its table."""
    ways = {_plain(pin.written), _plain(written(pin.exact, pin.unit))}
    if pin.exact.denominator == 1 and pin.unit not in ("元", "%"):
        ways.add(_plain(written(pin.exact, pin.unit, "more_than")))
    return ways


def _both(pin: Pin) -> str:
    """The number as pinned; where a table of the same paper writes it exactly, that as well."""
    exactly = written(pin.exact, pin.unit)
    if _plain(exactly) == _plain(pin.written):
        return pin.written
    return _("%(words)s”或“%(exactly)s") % {"words": pin.written, "exactly": exactly}


def _plain(text: str) -> str:
    return "".join(text.split())
