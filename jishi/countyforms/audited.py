"""Rows of this app that must agree with the trail."""

from jishi.audit.verifier import Audited
from jishi.countyforms.models import CountyForm, Filling
from jishi.countyforms.telling import KEY, told

AUDITED: tuple[Audited, ...] = (
    Audited(KEY, CountyForm.objects.all, told),
    Audited("form_fillings", Filling.objects.all, told),
)
