"""What is done with drafts: opened, written on, kept, put together, restored, finished.

Two kinds of saving. `write` stores the text as it is typed, again and again; the trail is not
told of each, but before another sitting writes over a text, that text is kept. `keep` is a
person's own decision. Whatever was kept is in the trail and stays (docs/decisions/0024).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.indicators.naming import called_in
from jishi.kernel.columns import Text
from jishi.reports.figures import vocabulary
from jishi.reports.source import KINDS, TABLE, Piece, units_of
from jishi.reports.template import Template, compiled
from jishi.studio.joining import Join, holds, join
from jishi.studio.models import DraftText, ReportDraft
from jishi.studio.telling import change, digest_of, told
from jishi.studio.templates import Fault
from jishi.values import placecode

#: Why a text was kept.
WHYS: dict[str, Text] = {
    "opened": _("开始改的时候"), "kept": _("自己存的"), "stretch": _("换人接着写以前"),
    "aside": _("两个人同时改，另放的一稿"), "together": _("两稿合起来"),
    "picked": _("从以前的一稿挑了几段"), "restored": _("退回到以前的一稿"), "finished": _("定稿"),
}  # fmt: skip
#: A sitting ends when nothing was written for so long: then the next one is another.
STRETCH = timedelta(minutes=30)
MOST_PIECES, MOST_CHARACTERS, LONGEST_NAME = 400, 60_000, 80
MOST = 500  # drafts of a town


class Passed(Exception):
    """Somebody else wrote meanwhile. Nothing is lost: `aside` is the text that was kept of what
    came too late. Where only some paragraphs met, `join` says which; the others are stored."""

    def __init__(self, aside: DraftText, join: Join | None = None) -> None:
        super().__init__(str(aside))
        self.aside, self.join = aside, join


def drafts_of(town: str, *, by: Actor, to: str = "read") -> Any:
    """The drafts of a town as a queryset. Raises policy.Forbidden where he may not."""
    if not door.reaches(by, f"drafts.{to}", town):
        raise policy.Forbidden(f"drafts.{to}")
    return ReportDraft.objects.filter(town=town)


def stored(pieces: Iterable[Piece]) -> list[list[str]]:
    """A text as it is kept. Raises Fault for one that is too long or of no kind."""
    found = [[piece.kind, piece.text] for piece in pieces]
    if why := _too_long(found):
        raise Fault("text", why)
    if any(kind not in KINDS and kind != TABLE for kind, _text in found):
        raise Fault("text", _("有一段没有说是标题还是正文，刷新网页再改。"))
    return found


def _too_long(text: Sequence[Sequence[str]]) -> Text:
    if len(text) > MOST_PIECES:
        return _("段数太多，一份稿子最多400段。")
    if sum(len(words) for _kind, words in text) > MOST_CHARACTERS:
        return _("太长了，一份稿子最多六万字。")
    return ""


def pieces(text: Iterable[Sequence[str]]) -> list[Piece]:
    """A kept text as it is worked on."""
    return [Piece(kind, words) for kind, words in text]


def begin(
    place: str, name: str, text: Iterable[Piece], as_of: date, *, by: Actor
) -> ReportDraft:  # fmt: skip
    """Open a draft. Raises Fault, policy.Forbidden."""
    town = placecode.at_level(place, "town")
    if town is None:
        raise policy.Forbidden("drafts.write")
    if drafts_of(town, by=by, to="write").count() >= MOST:
        raise Fault("name", _("稿子太多了，这个镇最多放500份。"))
    draft = ReportDraft(
        town=town, place=place, name=_named(name), as_of=as_of, text=stored(text),
        writer=by.name, written_at=timezone.now(),
    )  # fmt: skip
    with transaction.atomic():
        draft.save(force_insert=True)
        first = _kept(draft, draft.text, "opened", by.name)
        changes = [change(town, draft, None), change(town, first, None)]
        trail.append(changes, actor=by.name, origin=by.origin)
    return draft


def write(
    draft: ReportDraft, text: Iterable[Piece], *, seen: int, sitting: str, by: Actor,
    base: Iterable[Piece] | None = None,
) -> ReportDraft:  # fmt: skip
    """Store the text as it is typed, from the page `sitting` that had read state `seen`.

    Where another page wrote meanwhile, the two are joined by themselves in the paragraphs of
    `base`, the text that this page began from, that one of them changed; where both changed one,
    raises Passed, and what was typed there is kept aside. Raises Fault, policy.Forbidden.
    """
    wanted = stored(text)
    drafts_of(draft.town, by=by, to="write")
    with transaction.atomic():
        held = _locked(draft)
        _open(held)
        passed = None
        if wanted != held.text:
            if held.state != seen and (not sitting or held.sitting != sitting):
                passed = _brought_in(held, wanted, None if base is None else stored(base), by)
            else:
                _written(held, wanted, sitting, by)
    if passed is not None:  # outside: what was set aside is stored, whatever follows
        raise passed
    return held


def parked(draft: ReportDraft, *, by: Actor) -> DraftText | None:
    """What was set aside of a writer's last, and is not put together yet; None where nothing is.

    Raises policy.Forbidden.
    """
    drafts_of(draft.town, by=by)
    own = draft.texts.filter(writer=by.name)
    last: DraftText | None = own.filter(why="aside").order_by("-number").first()
    if last is None or own.filter(why="together", number__gt=last.number).exists():
        return None
    return last if brought_up(draft, last) != draft.text else None


def brought_up(draft: ReportDraft, aside: DraftText) -> list[list[str]]:
    """The draft as it is now with what a text set aside has otherwise than the draft had then:
    what others wrote since in other paragraphs is in it. Any other text as it was kept."""
    if aside.why != "aside":
        return [list(one) for one in aside.text]
    then = draft.texts.exclude(why="aside").filter(number__lt=aside.number)
    stood: DraftText | None = then.order_by("-number").first()
    return join(stood.text if stood else draft.text, draft.text, aside.text).mine


def keep(draft: ReportDraft, why: str = "kept", *, by: Actor) -> DraftText:
    """Keep the text as it stands; the one kept before where it is the same."""
    drafts_of(draft.town, by=by, to="write")
    with transaction.atomic():
        held = _locked(draft)
        # Whoever put two texts together wrote what came of them, also where he took the other's.
        return _keep(held, why, by.name if why == "together" else held.writer, by)


def restore(draft: ReportDraft, number: int, *, seen: int, by: Actor) -> ReportDraft:
    """Go back to a text that was kept; what stood there is kept, too.

    Raises DraftText.DoesNotExist, Passed, Fault, policy.Forbidden.
    """
    drafts_of(draft.town, by=by, to="write")
    with transaction.atomic():
        held = _locked(draft)
        _open(held)
        wanted = held.texts.get(number=number).text
        aside = None
        if held.state != seen:
            aside = _keep(held, "stretch", held.writer, by)
        else:
            _keep(held, "stretch", held.writer, by)
            _put(held, wanted, "", by)
            _keep(held, "restored", by.name, by)
    if aside is not None:
        raise Passed(aside)
    return held


def describe(draft: ReportDraft, name: str, as_of: date, *, by: Actor) -> ReportDraft:
    """Give it another name, or another day for its figures. Raises Fault, policy.Forbidden."""
    return _changed(draft, by, {"name": _named(name), "as_of": as_of})


def finish(draft: ReportDraft, on: date | None, *, by: Actor) -> ReportDraft:
    """Say that a draft is finished (定稿), or, with None, that work on it goes on.

    Raises TemplateError, with every place, where its words cannot be read: nobody could print it.
    """
    drafts_of(draft.town, by=by, to="write")
    with transaction.atomic():
        if on is not None:
            read(_locked(draft))
            keep(draft, "finished", by=by)
        return _changed(draft, by, {"finished_on": on})


def read(draft: ReportDraft) -> Template:
    """The draft as its report is told. Raises TemplateError naming what cannot be read."""
    return compiled(units_of(pieces(draft.text)), vocabulary(called_in(draft.place)))


def _named(name: str) -> str:
    said = " ".join(name.split())
    if not said:
        raise Fault("name", _("给稿子起个名字。"))
    if len(said) > LONGEST_NAME:
        raise Fault("name", _("稿名最多80个字。"))
    return said


def _open(draft: ReportDraft) -> None:
    if draft.finished_on is not None:
        raise Fault("text", _("这份稿子已经定稿。要接着改，先点“接着改”。"))


def _locked(draft: ReportDraft) -> ReportDraft:
    return ReportDraft.objects.select_for_update().get(pk=draft.pk)


def _written(draft: ReportDraft, text: list[list[str]], sitting: str, by: Actor) -> None:
    """Store a text; the one it goes over is kept first where another sitting wrote it. One of no
    sitting is kept already, or came of two of whom this one has read it."""
    rested = timezone.now() - draft.written_at > STRETCH
    if (draft.sitting and draft.sitting != sitting) or not sitting or rested:
        _keep(draft, "stretch", draft.writer, by)
    _put(draft, text, sitting, by)


def _brought_in(
    draft: ReportDraft, wanted: list[list[str]], base: list[list[str]] | None, by: Actor
) -> Passed | None:
    """Store of a text that came too late what nobody else touched, and keep the rest aside."""
    both = None if base is None else join(base, draft.text, wanted)
    if both is None or _too_long(both.text) or _too_long(both.mine):
        return Passed(_set_aside(draft, wanted, by))
    if both.text != draft.text:
        _joined(draft, both.text, by)
    if not both.apart:
        return None
    last = draft.texts.filter(why="aside", writer=by.name).order_by("-number").first()
    if last is not None and holds(last.text, both.mine, both.apart) and parked(draft, by=by):
        return Passed(last, both)  # the same words: kept already
    return Passed(_set_aside(draft, both.mine, by), both)


def _joined(draft: ReportDraft, text: list[list[str]], by: Actor) -> None:
    """Store what came of two. Nothing was written over, so of people who write together for an
    hour the text is kept once in each stretch. No page has read it yet, hence no page's sitting:
    whoever writes next is asked what he began from."""
    last = draft.texts.exclude(why="aside").order_by("-number").first()
    if last is None or timezone.now() - last.at > STRETCH:
        _keep(draft, "stretch", draft.writer, by)
    _put(draft, text, "", by)


def _put(draft: ReportDraft, text: list[list[str]], sitting: str, by: Actor) -> None:
    draft.text, draft.sitting = text, sitting
    draft.writer, draft.written_at = by.name, timezone.now()
    draft.state += 1
    draft.save(update_fields=["text", "sitting", "writer", "written_at", "state"])


def _set_aside(draft: ReportDraft, text: list[list[str]], by: Actor) -> DraftText:
    """Keep what came too late, once; before it what stands there, by which one sees later what
    in it is otherwise (`brought_up`)."""
    digest = digest_of(text)
    own = draft.texts.filter(why="aside", writer=by.name).order_by("-number")
    last: DraftText | None = own.first()
    if last is not None and last.digest == digest and parked(draft, by=by):
        return last
    _keep(draft, "stretch", draft.writer, by)
    return _told(draft, _kept(draft, text, "aside", by.name), by)


def _keep(draft: ReportDraft, why: str, writer: str, by: Actor) -> DraftText:
    last: DraftText | None = draft.texts.exclude(why="aside").order_by("-number").first()
    if last is not None and last.digest == digest_of(draft.text) and why in ("stretch", "kept"):
        return last
    return _told(draft, _kept(draft, draft.text, why, writer), by)


def _kept(draft: ReportDraft, text: list[list[str]], why: str, writer: str) -> DraftText:
    number = (draft.texts.aggregate(last=Max("number"))["last"] or 0) + 1
    made = DraftText(
        draft=draft, number=number, text=text, digest=digest_of(text), why=why, writer=writer,
        at=timezone.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _told(draft: ReportDraft, made: DraftText, by: Actor) -> DraftText:
    trail.append([change(draft.town, made, None)], actor=by.name, origin=by.origin)
    return made


def _changed(draft: ReportDraft, by: Actor, values: dict[str, Any]) -> ReportDraft:
    drafts_of(draft.town, by=by, to="write")
    with transaction.atomic():
        held = _locked(draft)
        before = told(held)
        for name, value in values.items():
            setattr(held, name, value)
        if told(held) != before:
            held.version += 1
            held.save(update_fields=[*values, "version"])
            trail.append([change(held.town, held, before)], actor=by.name, origin=by.origin)
        return held
