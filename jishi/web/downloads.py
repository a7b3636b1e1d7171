"""A workbook as the answer to a request."""

from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(held: BytesIO, name: str) -> HttpResponse:
    """The bytes of an .xlsx file, to be saved under `name`."""
    return HttpResponse(
        held.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )
