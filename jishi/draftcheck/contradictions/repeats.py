"""One thing given two values in two places of a text 前后不一."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, stated
from jishi.draftcheck.counting import Vocabulary, settled
from jishi.draftcheck.doubting import by_its_name, received
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import periods_words
from jishi.draftcheck.wholes import tried
from jishi.values.prose import Mention

#: A place as any text may name it, where no list of places is at hand.
_PLACE = re.compile(
    r"(?!共有|现有|全部|行政|自然|建制|每个|各个|所有|示范|试点|我们)[\u4e00-\u9fff]{2}"
    r"(?:村(?![民庄级集])|社区|镇(?![村级])|乡(?![村镇贤])|县(?!级))"
)
#: 8个村中有5个村: some of those just told.
_OUT_OF = re.compile(r"[中里][，,]?有$")


def twice(
    found: Sequence[Around], vocabulary: Vocabulary, places: Places | None
) -> Iterator[Finding]:  # fmt: skip
    """One indicator, place and period with two values that nothing could both mean.

    Only what an indicator names is compared: 发放慰问金5万元 may be said of two occasions.
    """
    first: dict[tuple[str, ...], int] = {}
    for at, around in enumerate(found):
        told = stated(around) and not _OUT_OF.search(around.between)
        told &= not (tried(around) or by_its_name(around))
        subject = _subject(around, vocabulary) if told else None
        if subject is None:
            continue
        place = _where(around, places)
        time = periods_words(around.lead, (*around.headings[-1:], *around.past))
        key = (subject, place or "", time)
        one = found[first.setdefault(key, at)].mention
        if _apart(one, around.mention):
            said = _("同一件事前面写%(first)s，这里写%(second)s。")
            both = said % {"first": one.surface, "second": around.mention.surface}
            yield Finding("two_values", (first[key], at), both)


def _where(around: Around, places: Places | None) -> str:
    """The place that a number is told of: named in its sentence, or by what stands before it."""
    if places is None:
        return _named(around.lead) or _named("，".join((*around.headings, *around.past)))
    told = places.named(around.whole_lead) or places.labelled(around.line)
    before = next(filter(places.goes_on, reversed(around.past)), "")
    return told or places.named(before) or places.of_section(around.headings) or ""


def _subject(around: Around, vocabulary: Vocabulary) -> str | None:
    matches = settled(vocabulary.matches(around))
    if len(matches) != 1 or matches[0].weak or matches[0].narrower:
        return None
    if received(around, matches[0]):
        return None
    return matches[0].indicator.key


def _named(lead: str) -> str:
    found = _PLACE.findall(lead)
    return found[-1] if found else ""


def _apart(one: Mention, other: Mention) -> bool:
    """True where no value could be meant by both."""
    if one.high is not None and other.low is not None and other.low > one.high:
        return True
    return one.low is not None and other.high is not None and other.high < one.low
