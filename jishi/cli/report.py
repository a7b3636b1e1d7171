"""report: the Word file, what its fonts need, where its QR code leads."""

from argparse import Namespace
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from jishi.access.actor import operator
from jishi.cli.figures import ground_of
from jishi.cli.speaking import Trouble, give, say, unread, unwritten
from jishi.indicators.figures import Ground
from jishi.indicators.indicator import Proof
from jishi.reports import fonts
from jishi.reports.papers import FIELDS, NotInOrder, Papers, declared
from jishi.reports.report import Report

#: Options that only a 公文 has; one of them makes it one.
_OFFICIAL = ("issuer", "number", "signer", "copies", "printer")


def writes(options: Namespace) -> int:
    """Write the report."""
    from django.urls import reverse

    from jishi.reports import changes
    from jishi.reports.compare import proofs_of
    from jishi.reports.document import to_word
    from jishi.reports.figures import comparison_of, report_of
    from jishi.reports.template import HOW_COUNTED, TemplateError

    on = ground_of(options)
    proofs = proofs_of(on)
    _readable(options.template)
    try:
        made = report_of(on, by=operator(), template=options.template, proofs=proofs)
    except TemplateError as error:
        how = [str(HOW_COUNTED)] if error.counted else []
        raise Trouble("\n".join(["模板用不了：", *error.problems, *how]), 1) from error
    annexes = []
    if options.compare:
        moved = comparison_of(on, options.compare, by=operator(), proofs=proofs)
        annexes.append(changes.as_annex(moved))
    address = _address(options.address, reverse("report", kwargs={"place": on.place}))
    if address:
        address = f"{address}?as_of={on.as_of.isoformat()}"
    papers = _papers(options, made.place_name, on)
    made = _pinned(made, proofs, on)
    data = to_word(
        made, papers=papers, annexes=annexes,
        address=address,
        pin_address=partial(_pin_address, options.address) if address else None,
    )  # fmt: skip
    try:
        options.output.write_bytes(data)
    except OSError as error:
        raise unwritten(options.output, error) from error
    _tell(options, made, address)
    return 0


def _readable(template: Path | None) -> None:
    """Raises Trouble for a template that cannot be opened."""
    if template is None:
        return
    try:
        template.open("rb").close()
    except (OSError, ValueError) as error:
        raise unread(template, error) from error


def _pinned(made: Report, proofs: Mapping[str, Proof], on: Ground) -> Report:
    from jishi.pins.actions import Passed
    from jishi.reports.pinning import pinned

    try:
        return pinned(made, proofs, on, by=operator())
    except Passed as passed:
        raise Trouble("刚才台账又变了，数对不上。再来一次。", 1) from passed


def _pin_address(origin: str | None, code: str) -> str:
    from django.urls import reverse

    return _address(origin, reverse("pin", kwargs={"code": code}))


def _tell(options: Namespace, made: Report, address: str) -> None:
    found = fonts.installed()
    lacking = [] if found is None else fonts.missing(found)
    if options.format == "json":
        give({"output": str(options.output), "figures": len(made.figures),
              "left_out": list(made.left_out), "address": address or None,
              "pins": {key: one.code for key, one in made.figures.items() if one.code},
              "fonts": [one.name for one in fonts.uses()],
              "fonts_missing": None if found is None
              else [one.name for one in lacking]})  # fmt: skip
        return
    say(f"写好了：{options.output}")
    for one in lacking:
        say(f"这台电脑没有字体{one.name}（{one.sets}用），在这里打开会换成{one.fallback}或别的。")
    if found is None:
        named = "、".join(one.name for one in fonts.uses())
        say(f"文件里点名的字体：{named}。打印的电脑上要装好。")
    if not address:
        say("没有印二维码：不知道网址。用 --address https://… 告诉它。")


def _papers(options: Namespace, place: str, on: Ground) -> Papers:
    said = {name: getattr(options, name, None) or "" for name in FIELDS}
    said["official"] = "1" if any(said[name] for name in _OFFICIAL) else ""
    try:
        return declared(said, place=place, as_of=on.as_of)
    except NotInOrder as error:
        raise Trouble("公文要素要改：\n" + "\n".join(error.faults.values()), 1) from error


def _address(origin: str | None, path: str) -> str:
    """A page at the origin given, else at the installation's own https name; '' without either."""
    from django.conf import settings

    if not origin and settings.JISHI.https:
        names = [host for host in settings.JISHI.hosts if not host.startswith(".")]
        origin = f"https://{names[0]}" if names else ""
    if not origin:
        return ""
    if not origin.startswith(("http://", "https://")):
        raise Trouble(f"网址“{origin}”要以 http:// 或 https:// 开头。")
    return f"{origin.rstrip('/')}{path}"
