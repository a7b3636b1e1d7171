"""Keeping papers under check 核着的稿子: each for its writer alone, thirty days, a few at a time.

Nothing here goes to the trail: while a paper is only read, nobody else has a right to know of it
(docs/decisions/0026). Nothing of its text is logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from jishi.access.actor import Actor
from jishi.draftcheck.checking import LONGEST, countable
from jishi.draftcheck.models import PUT, Decision, Paper
from jishi.draftcheck.remembering import forget
from jishi.draftcheck.source import Draft, open_draft
from jishi.values.prose import Mention

KEPT = timedelta(days=30)
MOST = 20  # papers of one account; beyond that the oldest gives way
LONGEST_NAME, LONGEST_REASON = 120, 200


class NoAccount(Exception):
    """Commands have no desk: only an account keeps papers."""


class Gone(Exception):
    """The paper was thrown away meanwhile, from another window."""


@dataclass(frozen=True)
class TakenIn:
    """The paper kept, and the names of those that gave way to it."""

    paper: Paper
    gave_way: tuple[str, ...] = ()


def take_in(content: bytes, name: str, place: str, as_of: date, *, by: Actor) -> TakenIn:
    """Keep a draft that was just brought; beyond MOST the oldest gives way, those first on which
    nothing was decided. Raises source.Unreadable, checking.TooLong, NoAccount."""
    owner = _owner(by)
    draft = open_draft(content, name, longest=LONGEST)
    countable(draft.text)
    with transaction.atomic():
        _clear()
        paper = Paper.objects.create(
            owner_id=owner, place=place, as_of=as_of, name=name.strip()[:LONGEST_NAME],
            kind=draft.kind, content=content, about=_about(draft), touched_at=timezone.now(),
            words=draft.text.encode("utf-8", "surrogatepass"),
        )  # fmt: skip
        worked_on = Exists(Decision.objects.filter(paper=OuterRef("pk")))
        others = _of(by).exclude(pk=paper.pk).order_by(worked_on.desc(), "-touched_at", "-id")
        beyond = dict(others.values_list("pk", "name")[MOST - 1 :])
        Paper.objects.filter(pk__in=list(beyond)).delete()
    return TakenIn(paper, tuple(beyond.values()))


def mine(by: Actor) -> "QuerySet[Paper]":
    """The actor's papers, the last first, without their contents; anybody's old ones are deleted.

    `changed` is how many figures were put right.
    """
    _clear()
    held = _of(by).defer("content", "words").order_by("-touched_at", "-id")
    return held.annotate(changed=Count("decisions", filter=Q(decisions__choice=PUT)))


def find(by: Actor, key: UUID) -> Paper | None:
    """The actor's paper of that key; None for anybody else's, and for one that is too old."""
    held = _of(by).filter(pk=key, touched_at__gt=_oldest())
    return held.defer("content").first()  # many megabytes, and wanted for files only


def left(paper: Paper, codes: Sequence[str]) -> None:
    """Note the codes of the pins with which a paper left the house. Raises Gone."""
    with transaction.atomic():
        held = Paper.objects.select_for_update().filter(pk=paper.pk).only("about").first()
        if held is None:
            raise Gone
        before = [code for code in held.about.get("left", ()) if code not in codes]
        held.about["left"] = [*before, *codes]
        held.save(update_fields=["about"])


def put_away(paper: Paper) -> None:
    """Delete a paper with all that was decided about it."""
    forget(paper)
    paper.delete()


def decided(paper: Paper) -> dict[int, Decision]:
    """What was decided, by where the figure begins."""
    return {one.start: one for one in paper.decisions.all()}


def decide(paper: Paper, mention: Mention, **values: Any) -> Decision:
    """Say something of a figure; what was said of it and is not said anew stays. Raises Gone."""
    about = {"end": mention.end, "surface": mention.surface, "at": timezone.now()}
    with transaction.atomic():
        _touch(paper)
        made, _new = Decision.objects.update_or_create(
            paper=paper, start=mention.start, defaults={**about, **values}
        )
    return made


def undo(paper: Paper, mention: Mention) -> None:
    """Take back what was decided about a figure; what it was said to mean stays. Raises Gone."""
    held = paper.decisions.filter(start=mention.start)
    with transaction.atomic():
        _touch(paper)
        if held.exclude(choice="").exclude(meant="").exists():
            held.update(choice="", text="", value="", reason="", at=timezone.now())
        else:
            held.delete()


def _touch(paper: Paper) -> None:
    """Note when it was last worked on; holds the row till the end of the transaction."""
    paper.touched_at = timezone.now()
    if not Paper.objects.filter(pk=paper.pk).update(touched_at=paper.touched_at):
        raise Gone


def _about(draft: Draft) -> dict[str, Any]:
    return {
        "parts": [[part.kind, part.start, part.end] for part in draft.parts],
        "paragraph_ends": list(draft.paragraph_ends), "encoding": draft.encoding,
        "pages_without_text": list(draft.pages_without_text),
        "signed": draft.signed, "protected": draft.protected,
    }  # fmt: skip


def _owner(by: Actor) -> UUID:
    if not by.user_id:
        raise NoAccount
    return UUID(by.user_id)


def _of(by: Actor) -> "QuerySet[Paper]":
    return Paper.objects.filter(owner=_owner(by))


def _clear() -> None:
    """Delete what is too old, whoever's: its writer may never come back."""
    Paper.objects.filter(touched_at__lte=_oldest()).delete()


def _oldest() -> datetime:
    return timezone.now() - KEPT
