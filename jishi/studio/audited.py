"""Rows of this app that must agree with the trail."""

from jishi.audit.verifier import Audited
from jishi.studio.models import DraftText, ReportDraft, TemplateFile, TownTemplate
from jishi.studio.telling import LEDGERS, told

AUDITED: tuple[Audited, ...] = (
    Audited(LEDGERS[TownTemplate], TownTemplate.objects.all, told),
    Audited(LEDGERS[TemplateFile], TemplateFile.objects.all, told),
    Audited(LEDGERS[ReportDraft], ReportDraft.objects.all, told),
    Audited(LEDGERS[DraftText], DraftText.objects.all, told),
)
