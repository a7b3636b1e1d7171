"""What makes a report a document of its issuer (公文要素): to whom, by whom, when, what number.

A report always has a signature block (落款). The red header (版头), the number (发文字号) and
the imprint (版记) stand on it only when the user declares it a 公文. Numbers of clauses are of
GB/T 9704-2012. A seal is never drawn: it is pressed on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.utils.translation import gettext as _

from jishi.reports.wording import clean

#: The words of the form and of the address, in the order in which they are asked.
FIELDS = (
    "recipient", "signed_by", "signed_on", "official", "issuer", "number", "signer", "copies",
    "printer",
)  # fmt: skip
LONGEST = {"recipient": 120, "signed_by": 30, "issuer": 24, "signer": 20, "copies": 200,
           "printer": 40}  # fmt: skip
_NUMBER = re.compile(r"([\u3400-\u9fff]{1,12})〔([0-9]{4})〕([1-9][0-9]{0,4})号")
#: The same with other brackets or digits, with leading zeros or 第: told how to mend it.
_NEARLY = re.compile(
    r"([\u3400-\u9fff]{1,12}?)\s*[〔\[(（【]\s*(\d{4})\s*年?\s*[〕\])）】]\s*第?\s*0*([1-9]\d{0,4})\s*号?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Official:
    """What only a 公文 has: the red header and the imprint.

    `number` is the 发文字号 (上政〔2024〕5号); `signer` the 签发人 of one that goes up;
    `copies` the 抄送机关, `printer` the 印发机关 (both may be empty: then there is no imprint).
    """

    issuer: str
    number: str
    signer: str = ""
    copies: str = ""
    printer: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """Recipient (主送机关, may be empty), signature (署名) and date (成文日期) of a report."""

    signed_by: str
    signed_on: date
    recipient: str = ""
    official: Official | None = None


class NotInOrder(ValueError):
    """What was declared cannot stand on a document. `faults`: field → a whole sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(faults.values()))
        self.faults = dict(faults)


def declared(said: Mapping[str, str], *, place: str, as_of: date) -> Papers:
    """Read what a form or a command says (`FIELDS`); an empty one takes its usual value.

    A report is signed by its place, on its as-of date, unless said otherwise. What belongs to
    a 公文 is looked at only where `official` is said. Raises NotInOrder with every fault.
    """
    text = {name: clean(said.get(name, "")).strip() for name in FIELDS}
    faults = {
        name: _("最多%(most)s个字。") % {"most": most}
        for name, most in LONGEST.items()
        if len(text[name]) > most and (text["official"] or name in ("recipient", "signed_by"))
    }
    signed_on = _day(text["signed_on"], as_of)
    if signed_on is None:
        faults["signed_on"] = _("成文日期请写成2024-09-30这样。")
    official = _official(text, signed_on, faults) if text["official"] else None
    if faults:
        raise NotInOrder(faults)
    assert signed_on is not None
    usual = official.issuer.removesuffix("文件") if official else place
    return Papers(text["signed_by"] or usual, signed_on, text["recipient"].rstrip(":："), official)


def _official(text: Mapping[str, str], signed_on: date | None, faults: dict[str, str]) -> Official:
    if not text["issuer"]:
        faults["issuer"] = _("公文要写明发文机关，如：上庄镇人民政府。")
    _check_number(text["number"], signed_on, faults)
    if text["copies"] and not text["printer"]:
        faults["printer"] = _("写了抄送，也要写印发机关，如：上庄镇党政办公室。")
    return Official(
        text["issuer"], text["number"], text["signer"], text["copies"].rstrip("。"),
        text["printer"],
    )  # fmt: skip


def _check_number(number: str, signed_on: date | None, faults: dict[str, str]) -> None:
    """发文字号: agency's word, full year in six-angle brackets, a number without zeros (7.2.5)."""
    found = _NUMBER.fullmatch(number)
    if found:
        if signed_on is not None and found.group(2) != str(signed_on.year):
            faults["number"] = _("文号里是%(number)s年，成文日期是%(signed)s年，两处要一致。") % {
                "number": found.group(2), "signed": signed_on.year,
            }  # fmt: skip
        return
    near = _NEARLY.fullmatch(normalize("NFKC", number))  # full-width digits are digits
    if near:
        word, year, serial = near.groups()
        faults["number"] = _(
            "年份用六角括号，序号前不加“第”也不加零，是不是“%(number)s”？"
        ) % {"number": f"{word}〔{year}〕{serial}号"}  # fmt: skip
    else:
        faults["number"] = _("发文字号写成机关代字、年份、序号，如：上政〔2024〕5号。")


def _day(text: str, usual: date) -> date | None:
    if not text:
        return usual
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
