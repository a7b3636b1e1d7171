"""Every page type with the whole sample town, in every state, on phone and desktop, by day and
by night: axe finds nothing to complain of."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from jishi.reports.source import TABLE, Piece, word_of
from jishi.web.pages import PAGES
from tests.browser.demo import TOWN, VILLAGE, address, window
from tests.browser.hands import beyond, paste
from tests.countyforms.countyform import make

pytestmark = pytest.mark.xdist_group("demo")

LEDGER = f"/{TOWN}/ledger"
COUNTY = TOWN[:6]


def at(path: str) -> Callable[[Page], None]:
    """Go to an address."""

    def go(page: Page) -> None:
        page.goto(path)

    return go


def first_record(ledger: str, tail: str = "") -> Callable[[Page], None]:
    """Open the first record of a list."""

    def go(page: Page) -> None:
        page.goto(f"{LEDGER}/{ledger}/")
        page.goto(page.locator("table[data-rows] tbody a").first.get_attribute("href") or "")
        if tail:
            page.goto(page.url.split("?")[0] + tail)

    return go


def refused_form(page: Page) -> None:
    """Send a new record empty (422)."""
    page.goto(f"{LEDGER}/matters/new/")
    page.fill("[name=opened_on]", "")
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector(".errors")


def conflict(page: Page) -> None:
    """Save a record on a version that has passed (409)."""
    first_record("activities", "edit/")(page)
    page.locator("[name=version]").evaluate("field => field.value = 0")
    page.fill("[name=title]", "两个人都在改的内容")
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector("table.grid")


def refused_file(page: Page) -> None:
    """Upload what is no workbook (422)."""
    page.goto(f"/{TOWN}/import/")
    page.set_input_files("[name=workbook]", {
        "name": "册.xlsx", "mimeType": "application/octet-stream", "buffer": b"no workbook",
    })  # fmt: skip
    page.locator("main form.upload button[type=submit]").click()
    page.wait_for_selector(".errors")


def upload(change: Callable[[Any], None]) -> Callable[[Page], None]:
    """Take the town's list of receptions, change it, bring it back, and look at the check."""

    def go(page: Page) -> None:
        page.goto(f"{LEDGER}/receptions/?state=all")
        with page.expect_download() as taken:
            page.locator("a[href*='/export/']").first.click()
        book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
        change(book["接访"])
        held = io.BytesIO()
        book.save(held)
        page.goto(f"/{TOWN}/import/")
        page.set_input_files("[name=workbook]", {
            "name": "接访.xlsx", "mimeType": "application/octet-stream",
            "buffer": held.getvalue(),
        })  # fmt: skip
        page.locator("main form.upload button[type=submit]").click()
        page.wait_for_selector("#alarm-title")

    return go


def county_form(tail: str) -> Callable[[Page], None]:
    """Take an office's form in, match what its headings tell, and open one of its pages."""

    def go(page: Page) -> None:
        page.goto(f"/{TOWN}/forms/new/")
        page.fill("[name=name]", f"月报 {uuid.uuid4()}")
        page.fill("[name=owner]", "县委办（虚构）")
        page.set_input_files("[name=file]", {
            "name": "月报.xlsx", "mimeType": "application/octet-stream",
            "buffer": make(
                ("党员志愿活动", "矛盾纠纷调解成功", "政策宣讲", "村民议事会"), ("党委会",)
            ),
        })  # fmt: skip
        page.locator("main form .form-end button").first.click()
        page.locator("[name=suggested]").click()
        page.wait_for_selector(".county-form .is-filled")
        page.goto(page.url.split("bind/")[0] + tail)

    return go


DRAFT = (
    "上庄镇情况\n（截至2024年9月30日）\n一、会议\n今年以来，召开党委会20次，党员志愿活动150余次，村民议事会6次，"
    "接待来访5批3人次。每月不少于2次。\n二、项目\n总投资2.45亿元，党委会2２次。"
)


def paper(figure: str = "", then: Callable[[Page], None] | None = None) -> Callable[[Page], None]:
    """Paste a draft to be checked, and look at one of its figures."""

    def go(page: Page) -> None:
        page.goto(f"/{TOWN}/check/")
        page.fill("[name=text]", DRAFT)
        page.locator("main form .form-end button").first.click()
        page.wait_for_selector("#check-text")
        if figure:
            one = page.locator("#check-text a.v", has_text=figure)
            page.goto(one.get_attribute("href") or "")
        if then:
            then(page)

    return go


def bare_paper(page: Page) -> None:
    """A village's paper without a single figure."""
    page.goto(f"/{VILLAGE}/check/")
    page.fill("[name=text]", "一切都好。")
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector("#check-text")


def taught(page: Page) -> None:
    """The form by which a phrase is taught."""
    page.locator(".check-teach summary").click()
    page.locator(".check-passed summary").click()


def put_right(page: Page) -> None:
    """The ledger's figure in the draft's stead."""
    page.locator("[name=do][value=put]").click()
    page.wait_for_selector(".check-done")


def refused_paper(page: Page) -> None:
    """What is no paper (422)."""
    page.goto(f"/{TOWN}/check/")
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector(".errors")


def _template_file(*pieces: Piece) -> Any:
    return {
        "name": "月报.docx", "mimeType": "application/octet-stream", "buffer": word_of(pieces),
    }  # fmt: skip


def own_template(where: str) -> Callable[[Page], None]:
    """Take a template with a loop and a table in, and look at it, the list, or a report by it."""

    def go(page: Page) -> None:
        page.goto(f"/{TOWN}/report/templates/new/")
        page.fill("[name=name]", f"月报 {uuid.uuid4()}")
        page.set_input_files("[name=file]", _template_file(
            Piece("title", "月报"), Piece("body", "开会{{ 党委会 }}，上月{{ 党委会@上月 }}。"),
            Piece(TABLE, "村 | 志愿活动\n{{ 每村 }}{{ 村名 }} | {{ 党员志愿活动 }}{{ 每村完 }}"),
        ))  # fmt: skip
        page.locator("main form .form-end button").first.click()
        page.wait_for_selector(".note-ok")
        if where == "list":
            page.goto(f"/{TOWN}/report/templates/")
        elif where == "report":
            page.locator(".head .btn-main").click()
            page.wait_for_selector(".text-table")

    return go


def refused_template(page: Page) -> None:
    """Bring a template with faults (422)."""
    page.goto(f"/{TOWN}/report/templates/new/")
    page.set_input_files("[name=file]", _template_file(Piece("body", "{{ 党委员会 }}{{ 每村 }}")))
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector(".errors")


def own_draft(tail: str) -> Callable[[Page], None]:
    """Begin a draft of the shipped story, and open one of its pages."""

    def go(page: Page) -> None:
        page.goto(f"/{TOWN}/report/drafts/")
        page.locator("main form .form-end button").first.click()
        page.wait_for_selector(".piece .shown-figure")
        page.goto(page.url.split("?")[0] + tail)

    return go


def unreadable_draft(page: Page) -> None:
    """Ask to finish a draft that holds what cannot be read (422)."""
    own_draft("")(page)
    page.locator("textarea").nth(3).fill("{{ 没有的 }}")
    page.get_by_role("button", name="定稿").click()
    page.wait_for_selector(".errors a")


def earlier_text(page: Page) -> None:
    """Choose single paragraphs from the text a draft began with."""
    own_draft("")(page)
    page.locator("textarea").nth(3).fill("改过的一段。")
    page.get_by_role("button", name="存下这一稿").click()
    page.wait_for_selector(".note-ok")
    page.goto(page.url.split("?")[0] + "merge/?aside=1")
    page.wait_for_selector(".take")


def thrown_draft(page: Page) -> None:
    """Throw away a form that was begun: what is said of it has the way back."""
    page.goto(f"{LEDGER}/activities/new/?as_of=2024-09-30")
    page.locator("[name=title]").fill("不要了的一次会")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=15_000)
    page.get_by_role("button", name="扔掉草稿").click()
    page.wait_for_selector(".note-undo")


def two_texts(page: Page) -> None:
    """Write in a paragraph that another window has changed meanwhile, and look at both texts."""
    own_draft("")(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("textarea").first.fill("别人改的标题")
    expect(other.locator("[data-said]")).to_contain_text("自动存好", timeout=15_000)
    other.close()
    page.locator("textarea").first.fill("两个人都在改的标题")
    page.locator("[data-trouble] a").click()
    page.wait_for_selector(".take")


def _cell(sheet: Any, heading: str) -> Any:
    header = next(row for row in sheet.iter_rows() if any(c.value == heading for c in row))
    column = next(cell.column for cell in header if cell.value == heading)
    return sheet.cell(header[0].row + 1, column)


def _wrong(sheet: Any) -> None:
    _cell(sheet, "人次").value = "很多"
    _cell(sheet, "日期").value = "2024年13月5日"


def _right(sheet: Any) -> None:
    _cell(sheet, "人次").value += 1


def wrong_password(page: Page) -> None:
    """Sign in with a wrong password."""
    page.goto("/sign-in/")
    page.fill("[name=username]", "nobody-here")
    page.fill("[name=password]", "wrong password")
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_selector("[role=alert], .errors")


def locked(page: Page) -> None:
    """Fail until the door is shut (429)."""
    for _attempt in range(10):
        page.goto("/sign-in/")
        if page.locator("[name=password]").count() == 0:
            return
        page.fill("[name=username]", "locked-out")
        page.fill("[name=password]", "wrong password")
        page.locator("form:has([name=password]) button[type=submit]").click()


def wrong_new_password(page: Page) -> None:
    """Change the password with the old one wrong (422)."""
    page.goto("/password/")
    for name in ("old", "new", "again"):
        page.fill(f"[name={name}]", "not the old one 5")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector(".errors, [role=alert]")


def account(name: str) -> Callable[[Page], None]:
    """An account's page, from the list."""

    def go(page: Page) -> None:
        page.goto("/accounts/")
        page.locator("main table a", has_text=name).click()

    return go


def refused_account(page: Page) -> None:
    """Send a new account empty (422)."""
    page.goto("/accounts/new/")
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector(".errors")


def planned_handover(page: Page) -> None:
    """See what a hand-over would do."""
    account("程晓梅")(page)
    page.goto(f"{page.url}hand-over/")
    page.select_option("#id_to", index=3)
    page.locator("main form .form-end button").first.click()
    page.wait_for_selector(".moves")


def checked(page: Page) -> None:
    """Run the check of the chain."""
    page.goto("/trail/")
    page.locator(".chain-check button").click()
    page.wait_for_selector(".chain-check[role=status]")


def in_language(code: str) -> Callable[[Page], None]:
    """The cockpit in another language."""

    def go(page: Page) -> None:
        said = {"name": "django_language", "value": code, "url": address()}
        page.context.add_cookies([said])
        page.goto(f"/{TOWN}/cockpit/")

    return go


def large(page: Page) -> None:
    """Today in large letters."""
    page.context.add_cookies([{"name": "jishi_large", "value": "on", "url": address()}])
    page.goto(f"/{TOWN}/today/")


def opened(path: str, fold: str) -> Callable[[Page], None]:
    """A page of the town with one of its folds open."""

    def go(page: Page) -> None:
        page.goto(f"/{TOWN}{path}")
        page.locator(fold).first.click()

    return go


def chosen(button: str, seen: str = "") -> Callable[[Page], None]:
    """Tick two responsibility links and press what can be done with them; look at it first."""

    def go(page: Page) -> None:
        page.goto(f"{LEDGER}/links/")
        for position in (0, 1):
            page.locator("tbody [name=row]").nth(position).check()
        page.locator(".chosen button", has_text=button).click()
        page.wait_for_url("**/bulk/**")
        if seen:
            page.fill("[name=until]", seen)
            page.locator("button[value=see]").click()
            page.wait_for_selector(".bulk-plan")

    return go


def in_the_row(page: Page) -> None:
    """The first line of a list as fields, one of them wrong."""
    page.goto(f"{LEDGER}/activities/")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-row [name=attendance]").fill("九人")
    page.keyboard.press("Enter")
    page.wait_for_selector(".edit-row [aria-invalid]")


def own_headings(page: Page) -> None:
    """A workbook with headings that are not ours, to be mapped."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["2024年会议登记"], ["序号", "开会时间", "会议名称", "到会", "在哪开"],
        [1, "2024.9.3", "防汛部署", 12, "上庄镇"],
    ):  # fmt: skip
        sheet.append(line)
    held = io.BytesIO()
    book.save(held)
    page.goto(f"/{TOWN}/import/")
    page.set_input_files("[name=workbook]", {
        "name": "会议.xlsx", "mimeType": "application/octet-stream", "buffer": held.getvalue(),
    })  # fmt: skip
    page.locator("main form.upload button[type=submit]").click()
    page.wait_for_url("**/map/**")


def pasted(wrong: int) -> Callable[[Page], None]:
    """The grid with a sound row and some in which two cells are wrong."""

    def go(page: Page) -> None:
        page.goto(f"{LEDGER}/activities/grid/")
        rows = ["日期\t种类\t内容\t地方", "2024-09-01\t党委会\t研究\t上庄镇"]
        rows += [f"2024-09-02\t没有的\t第{n}件\t没有村" for n in range(wrong)]
        paste(page, "\n".join(rows))
        page.wait_for_selector("[data-good]:not([hidden])")

    return go


def left_unfinished(page: Page) -> None:
    """A form of which one was begun and left."""
    page.goto(f"{LEDGER}/activities/new/")
    page.fill("[name=title]", "没写完的")
    page.wait_for_selector("[data-draft-said]:has-text('草稿已存')")
    page.goto(f"{LEDGER}/activities/new/")
    page.wait_for_selector(".begun-here")


def one_act(page: Page) -> None:
    """The page of the deed that a record came by."""
    first_record("activities")(page)
    page.goto(page.locator("main a[href*='/act/']").first.get_attribute("href") or "")


def keys(page: Page) -> None:
    """The list of keys."""
    page.goto(f"/{TOWN}/today/")
    page.keyboard.press("?")
    page.locator("dialog#keys").wait_for()


def one_pin(page: Page) -> None:
    """Download the report, which pins its numbers, and open one of them."""
    page.goto(f"/{TOWN}/report/")
    with page.expect_download():
        page.locator("form[action*='/report/word/'] button").first.click()
    page.goto("/pin/")
    page.locator("table a", has_text="-").first.click()
    page.wait_for_selector(".pin-verdict")


def pin_refused(page: Page) -> None:
    """Pin a figure without saying where it will be used."""
    page.goto(f"/{TOWN}/cockpit/disputes_mediated/pin/")
    page.fill("#id_title", " ")
    page.locator("form.form button[type=submit]").click()
    page.wait_for_selector(".errors")


def a_sheet(page: Page) -> None:
    """Pin a figure and open the sheet that is put up."""
    page.goto(f"/{TOWN}/cockpit/disputes_mediated/pin/")
    page.fill("#id_title", "第三季度公开栏")
    page.locator("form.form button[type=submit]").click()
    page.locator("a[href$='/sheet/']").click()
    page.wait_for_selector(".sheet-up")


#: Page type and state → who looks, and how to get there.
STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "sign_in": ("", at("/sign-in/")),
    "sign_in refused": ("", wrong_password),
    "sign_in locked": ("", locked),
    "password": ("clerk", at("/password/")),
    "password refused": ("clerk", wrong_new_password),
    "today": ("clerk", at(f"/{TOWN}/today/")),
    "today of a village": ("village", at(f"/{VILLAGE}/today/")),
    "today of a grid member": ("grid", at(f"/{VILLAGE}/today/")),
    "today early": ("leader", at(f"/{TOWN}/today/?as_of=2023-03-31")),
    "today in large letters": ("clerk", large),
    "today_rule": ("clerk", at(f"/{TOWN}/today/measures_open/")),
    "today_rule settled": ("clerk", at(f"/{TOWN}/today/groups_unlinked/")),
    "help": ("clerk", opened("/today/", ".help summary")),
    "keys": ("clerk", keys),
    "cockpit": ("clerk", at(f"/{TOWN}/cockpit/")),
    "cockpit of a village": ("village", at(f"/{VILLAGE}/cockpit/")),
    "cockpit of the county": ("county", at(f"/{COUNTY}/cockpit/")),
    "cockpit early": ("clerk", at(f"/{TOWN}/cockpit/?as_of=2023-03-31")),
    "cockpit before the ledger": ("clerk", at(f"/{TOWN}/cockpit/?as_of=2020-03-31")),
    "proof": ("clerk", at(f"/{TOWN}/cockpit/volunteer_activities/")),
    "proof of a sum": ("clerk", at(f"/{TOWN}/cockpit/collective_income/")),
    "proof of a share": ("clerk", at(f"/{TOWN}/cockpit/team_under_40_share/")),
    "proof of households": ("clerk", at(f"/{TOWN}/cockpit/household_coverage/")),
    "proof of groups": ("clerk", at(f"/{TOWN}/cockpit/strong_villages/")),
    "proof excluded": ("clerk", at(f"/{TOWN}/cockpit/warning_screenings/?show=excluded")),
    "proof without value": ("village", at(f"/{VILLAGE}/cockpit/committee_meetings/")),
    "list": ("clerk", at(f"{LEDGER}/activities/")),
    "list of households": ("clerk", at(f"{LEDGER}/households/")),
    "list filtered": ("clerk", at(f"{LEDGER}/activities/?kind=volunteering&from=2024-01-01&q=村")),
    "list empty": ("clerk", at(f"{LEDGER}/activities/?q=没有这样的事")),
    "list of settings": ("clerk", at(f"{LEDGER}/groups/")),
    "list read only": ("leader", at(f"{LEDGER}/matters/")),
    "list of a grid member": ("grid", at(f"/{VILLAGE}/ledger/households/")),
    "record": ("clerk", first_record("matters")),
    "record of a person": ("clerk", first_record("persons")),
    "record_new": ("clerk", at(f"{LEDGER}/new/")),
    "new": ("clerk", at(f"{LEDGER}/activities/new/")),
    "new refused": ("clerk", refused_form),
    "edit": ("clerk", first_record("projects", "edit/")),
    "edit conflict": ("clerk", conflict),
    "import": ("clerk", at(f"/{TOWN}/import/")),
    "import refused": ("clerk", refused_file),
    "import_check": ("clerk", upload(_right)),
    "import_check faults": ("clerk", upload(_wrong)),
    "import_check unchanged": ("clerk", upload(lambda _sheet: None)),
    "import_maps": ("clerk", at(f"/{TOWN}/import/maps/list/")),
    "import_map": ("clerk", own_headings),
    "bulk": ("clerk", chosen("结束")),
    "bulk seen": ("clerk", chosen("结束", "2024-09-30")),
    "bulk_withdraw": ("clerk", chosen("撤回")),
    "row": ("clerk", in_the_row),
    "act": ("clerk", one_act),
    "search": ("clerk", at(f"/{TOWN}/search/?q=cxm")),
    "search empty": ("clerk", at(f"/{TOWN}/search/?q=没有这样的人")),
    "grid": ("clerk", at(f"{LEDGER}/activities/grid/")),
    "grid refused": ("clerk", pasted(2)),
    "grid refused by column": ("clerk", pasted(20)),
    "new left unfinished": ("clerk", left_unfinished),
    "views": ("clerk", at(f"{LEDGER}/activities/views/")),
    "withdraw": ("clerk", first_record("activities", "withdraw/")),
    "versions": ("clerk", first_record("activities", "versions/")),
    "forms": ("clerk", at(f"/{TOWN}/forms/")),
    "form_new": ("clerk", at(f"/{TOWN}/forms/new/")),
    "form": ("clerk", county_form("")),
    "form_bind": ("clerk", county_form("bind/?cell=月报!B2")),
    "form_about": ("clerk", county_form("about/")),
    "report": ("clerk", at(f"/{TOWN}/report/")),
    "report figure": ("clerk", at(f"/{TOWN}/report/?figure=committee_meetings")),
    "report of a village": ("village", at(f"/{VILLAGE}/report/")),
    "report as a document": (
        "clerk",
        at(
            f"/{TOWN}/report/?official=1&issuer=上庄镇人民政府文件&number=上政〔2024〕5号&printer=党政办"
        ),
    ),
    "report refused": ("clerk", at(f"/{TOWN}/report/?official=1&number=上政[2024]05号")),
    "pins": ("clerk", at("/pin/")),
    "pins refused": ("clerk", at("/pin/?code=KQ7M-29XX")),
    "pin": ("clerk", one_pin),
    "proof_pin": ("clerk", at(f"/{TOWN}/cockpit/disputes_mediated/pin/")),
    "proof_pin refused": ("clerk", pin_refused),
    "pin_sheet": ("clerk", a_sheet),
    "check": ("clerk", at(f"/{TOWN}/check/")),
    "check refused": ("clerk", refused_paper),
    "check_paper": ("clerk", paper()),
    "check_paper side open": ("clerk", paper("20次")),
    "check_paper put right": ("clerk", paper("20次", put_right)),
    "check_paper unknown": ("clerk", paper("6次", taught)),
    "check_paper without figures": ("village", bare_paper),
    "report by a template": ("clerk", own_template("report")),
    "report_templates": ("clerk", own_template("list")),
    "report_template": ("clerk", own_template("")),
    "report_template_new": ("clerk", at(f"/{TOWN}/report/templates/new/")),
    "report_template_new refused": ("clerk", refused_template),
    "report_drafts": ("clerk", at(f"/{TOWN}/report/drafts/")),
    "report_draft": ("clerk", own_draft("")),
    "report_draft figure": ("clerk", own_draft("?figure=committee_meetings")),
    "report_draft_texts": ("clerk", own_draft("texts/?text=1")),
    "report_draft_paper": ("clerk", own_draft("paper/")),
    "report_draft unreadable": ("clerk", unreadable_draft),
    "list draft thrown away": ("clerk", thrown_draft),
    "report_draft_merge": ("clerk", two_texts),
    "report_draft_merge earlier": ("clerk", earlier_text),
    "report_compare": ("clerk", at(f"/{TOWN}/report/compare/")),
    "report_compare last year": ("clerk", at(f"/{TOWN}/report/compare/?span=year")),
    "trail": ("auditor", at("/trail/")),
    "trail empty": ("auditor", at("/trail/?actor=nobody")),
    "accounts": ("admin", at("/accounts/")),
    "account": ("admin", account("程晓梅")),
    "account of oneself": ("admin", account("邵立新")),
    "account_new": ("admin", at("/accounts/new/")),
    "account_new refused": ("admin", refused_account),
    "account_handover": ("admin", planned_handover),
    "places": ("admin", at("/places/")),
    "settings": ("clerk", at("/settings/")),
    "settings of the county": ("admin", at("/settings/")),
    "sessions": ("clerk", at("/settings/sessions/")),
    "kinds": ("clerk", at(f"/{TOWN}/kinds/?ledger=activities")),
    "kinds of the county": ("admin", at(f"/{COUNTY}/kinds/")),
    "programmes": ("clerk", at(f"/{TOWN}/programmes/")),
    "figure_names": ("clerk", at(f"/{TOWN}/figure-names/")),
    "trail_check": ("auditor", checked),
    "not found": ("clerk", at("/341824102/cockpit/")),
    "no address": ("", at("/nothing/here/")),
    "forbidden": ("leader", at("/accounts/")),
    "english": ("clerk", in_language("en")),
    "traditional": ("clerk", in_language("zh-hant")),
}
#: Answers that are files, or lead on.
FILES = {"home", "ledger_home", "sign_out", "language", "large", "list_export", "proof_export",
         "pin_picture", "report_word", "report_template_file", "report_example",
         "report_draft_keep",
         "report_draft_figure", "report_draft_word", "import_template", "import_faults",
         "town_export", "trail_export", "attach", "attachment", "detach", "form_fill",
         "form_proofs", "undo",
         "draft", "drafts_back", "find", "suggest", "grid_check", "view", "import_undo",
         "import_progress",
         "import_marked", "check_decide", "check_teach", "check_away",
         "check_corrected", "check_commented"}  # fmt: skip


#: Where axe cannot tell the background (a picture, a bar that floats above, a drawing), the
#: contrast is computed here from the text's colour and the nearest opaque ground below it.
#: Right after `axe(page)`, which has asked for the contrast of every text already.
CONTRAST = """() => {
  const unsure = axeFound.incomplete.filter(rule => rule.id === "color-contrast");
  const parts = text => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith("color(") ? numbers.map((n, i) => i < 3 ? n * 255 : n) : numbers;
  };
  const light = rgb => rgb.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const rgb = parts(getComputedStyle(at).backgroundColor);
      if (rgb.length < 4 || rgb[3] === 1) return rgb;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const rule of unsure) for (const {target} of rule.nodes) {
    const node = document.querySelector(target[0]), style = getComputedStyle(node);
    const ink = parts(node instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(ink), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`contrast ${(a + 0.05) / (b + 0.05)}: ${target}`);
  }
  return faint;
}"""


#: Colours change over gently: until they have.
SETTLED = """async () => {
  await Promise.allSettled(document.getAnimations().map(moving => moving.finished));
}"""

#: A desktop as it is and at 200 % zoom; a phone, and the narrowest, which is 400 % on a desktop.
SIZES = {"desktop": ((1366, 768), (683, 384)), "phone": ((390, 844), (320, 568))}
A4 = (683, 966)  # px between the margins: paper is as wide whatever prints


def too_wide(page: Page, screen: str) -> list[str]:
    """Where a page has to be pushed sideways: as it is, zoomed, and in print."""
    found = []
    for medium, sizes in (("screen", SIZES[screen]), ("print", (A4,))):
        page.emulate_media(media=medium)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if (more := beyond(page)) > 0:
                found.append(f"{medium} at {width} px: {more} px too wide")
    if page.locator(".rail, .topbar").first.is_visible():
        found.append("print: with the frame")
    return found


@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_fault(browser, axe, state, screen):
    username, go = STATES[state]
    opened = window(browser, username, screen, bypass_csp=True)
    try:
        page = opened.new_page()
        go(page)
        found = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLED)
            faults = axe(page, ignore_incomplete=frozenset({"color-contrast"}))
            found += [f"{scheme} {fault}" for fault in faults + page.evaluate(CONTRAST)]
        assert found == []
        assert too_wide(page, screen) == []
    finally:
        opened.close()


def test_the_computed_contrast_sees_faint_text(browser, axe):
    page = browser.new_context(bypass_csp=True).new_page()
    text = (
        '<!doctype html><html lang=zh><title>x</title><svg><text y="9" fill="%s">字字</text></svg>'
    )
    for ink, faint in (("#999", True), ("#555", False)):
        page.set_content(text % ink)
        axe(page, ignore_incomplete=frozenset({"color-contrast"}))
        assert bool(page.evaluate(CONTRAST)) is faint
    page.context.close()


def test_every_page_type_is_looked_at():
    from jishi.web import urls

    assert urls.urlpatterns
    looked_at = {state.split()[0] for state in STATES}
    assert {page.name for page in PAGES} - FILES <= looked_at
