"""Meetings that the dated rules expect in this month, quarter or year, and that are not told."""

from dataclasses import dataclass

from jishi.indicators.reminders.ground import Ground
from jishi.indicators.reminders.rule import Item

LEAD = "remind.meeting"


@dataclass(frozen=True)
class Expected:
    """A kind of meeting that statutes.csv expects of each village, or of the town itself.

    A village's is held there or in a group of it; the town's own is recorded at the town, and one
    that a village holds of the same kind is not it (支部书记讲党课 is not 党委书记讲党课).

    It is missing where fewer than that many were held in the period up to the day; cancelled
    ones never count. What is only generally expected is asked for where such meetings are kept
    at all: held there once in the twelve months before. A quarter or year is told of in its
    last days (`remind.meeting`), a month from its first.
    """

    kind: str
    rule_id: str
    level: str = "village"

    def __call__(self, ask: Ground) -> list[Item]:
        """One item for each village, or the town, that has not told of its meeting."""
        row = ask.limit(self.rule_id)
        if row is None or not self._asked_of(ask):
            return []
        period = row.period(ask.as_of)
        if period.end > ask.until(LEAD):
            return []
        kept = [(self._where(ask, place), on) for kind, place, on in ask.held if kind == self.kind]
        held = [place for place, on in kept if on in period]
        known = {place for place, _on in kept}
        return [
            Item(place, due=period.end, missing=(self.kind,),
                 prefill={"place": place, "kind": self.kind})
            for place in self._places(ask)
            if held.count(place) < row.value and (place in known or not row.soft)
        ]  # fmt: skip

    def _asked_of(self, ask: Ground) -> bool:
        return bool(self._places(ask))

    def _places(self, ask: Ground) -> list[str]:
        if self.level == "town":
            return [ask.place] if len(ask.place) == len(ask.town) else []
        return ask.villages

    def _where(self, ask: Ground, place: str) -> str:
        return place if self.level == "town" else ask.village_of(place)


PARTY_DAY = Expected("party_day", "org_life.party_day")
MEMBERS_MEETING = Expected("members_meeting", "org_life.members_meeting")
BRANCH_COMMITTEE = Expected("branch_committee", "org_life.branch_committee")
PARTY_LECTURE = Expected("party_lecture", "org_life.party_lecture", "town")
STUDY_GROUP = Expected("theory_session", "org_life.study_group", "town")
COMMITTEE = Expected("committee_meeting", "org_life.committee_meeting", "town")
