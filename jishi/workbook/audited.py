"""What of this app must agree with the trail: the maps of own files."""

from jishi.audit.verifier import Audited
from jishi.workbook.models import HeadingMap

AUDITED: tuple[Audited, ...] = (Audited("heading_maps", HeadingMap.objects.all),)
