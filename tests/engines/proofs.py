"""What a proof's own rows must give, whichever engine made it (RULES: figures and proofs)."""

from __future__ import annotations

from jishi.indicators.indicator import Indicator, Proof
from jishi.indicators.measures import Count, Distinct, Groups, Share, Sum


def check_proof(indicator: Indicator, proof: Proof) -> None:
    """The rules of RULES §3 on what a proof's rows must give."""
    figure, said = proof.figure, indicator.key
    if figure.value is None and not figure.reason:
        raise AssertionError(said)
    records = [line.id for line in proof.records]
    assert len(set(records)) == len(records) == figure.records, said
    assert not set(records) & {line.id for line in proof.excluded}, said
    assert all(line.reason for line in proof.excluded), said
    assert not any(line.reason for line in proof.records), said
    groups = {line.group for line in proof.records}
    if figure.value is None:
        assert not records, said
        return
    match indicator.measure:
        case Count():
            assert len(records) == figure.value, said
            assert all(line.counts == 1 for line in proof.records), said
        case Distinct():
            assert len(groups) == figure.value, said
        case Sum():
            assert sum(line.counts for line in proof.records) == figure.value, said
        case Share():
            left = {line.group for line in proof.excluded}
            assert not groups & left, said
            assert (len(groups), len(groups | left)) == (figure.numerator, figure.of), said
        case Groups():
            assert len(records) == figure.value, said
