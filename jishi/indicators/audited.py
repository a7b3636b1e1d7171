"""What figures are called: rows that must agree with the trail."""

from jishi.audit.verifier import Audited
from jishi.indicators.models import FigureName

AUDITED: tuple[Audited, ...] = (Audited("figure_names", FigureName.rows.all),)
