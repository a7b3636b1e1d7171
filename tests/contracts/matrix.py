"""The permission matrix: page × method × role × where, and what each is answered.

A page about one ledger has a row per family of ledgers that are guarded alike (`list:records`).
What a word means is in ANSWERS; where `own`, `below` … lie for each role is in PLACES_OF.
`ended` and `future` are a clerk's account whose grant is over, or has not begun; a suspended
account is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from jishi.records.ledgers import LEDGERS
from tests.contracts.world import (
    BACK,
    COUNTY,
    DOOR,
    FAR_TOWN,
    ONE,
    OTHER_COUNTY,
    OTHER_TOWN,
    THREE,
    TOWN,
    TWO,
)

WHERE = ("own", "below", "deep", "sibling", "parent", "other")
_COUNTY = dict(zip(WHERE, (COUNTY, TOWN, ONE, OTHER_COUNTY, "3418", FAR_TOWN), strict=True))
_TOWN = dict(zip(WHERE, (TOWN, ONE, DOOR, OTHER_TOWN, COUNTY, THREE), strict=True))
_VILLAGE = dict(zip(WHERE, (ONE, DOOR, BACK, TWO, TOWN, THREE), strict=True))
PLACES_OF = {
    "administrator": _COUNTY, "county_reader": _COUNTY, "auditor": _COUNTY,
    "town_leader": _TOWN, "town_clerk": _TOWN, "ended": _TOWN, "future": _TOWN,
    "suspended": _TOWN, "anonymous": _TOWN,
    "village": _VILLAGE, "grid_member": _VILLAGE, "linked_cadre": _VILLAGE,
}  # fmt: skip

#: Word → the answers at own, below, deep, sibling, parent, other. One answer holds everywhere.
ANSWERS: dict[str, tuple[int, ...]] = {
    "no": (403,) * 6,
    "hidden": (404,) * 6,
    "yes": (200,) * 6,
    "go": (302,) * 6,
    "login": (302,) * 6,  # to the sign-in page; checked to be just that
    "wrong": (422,) * 6,  # nothing was filled in
    "sub": (200, 200, 200, 404, 404, 404),
    "sub→": (302, 302, 302, 404, 404, 404),
    "sub!": (422, 422, 422, 404, 404, 404),
    "towns": (200, 200, 404, 404, 404, 404),  # the county itself and its towns, no village
    "up": (200, 302, 302, 404, 404, 404),  # below the town one is led up to it
    "up!": (422, 302, 302, 404, 404, 404),
    "town": (200, 404, 404, 404, 404, 404),  # what only the town itself has
    "town!": (422, 404, 404, 404, 404, 404),
    "town→": (302, 404, 404, 404, 404, 404),
    "town-": (403, 404, 404, 404, 404, 404),  # what he reads there, and others change
    "door": (200, 200, 404, 404, 404, 404),  # a record at the linked door; none at the other
    "door!": (422, 422, 404, 404, 404, 404),
    "sub#": (409, 409, 409, 404, 404, 404),  # asked without what it was asked about
    "door#": (409, 409, 404, 404, 404, 404),
    "door→": (302, 302, 404, 404, 404, 404),
    "door-": (403, 403, 404, 404, 404, 404),  # his to change, not to take away
    "lists": (200, 200, 200, 404, 404, 404),  # the lists at his place show his doors alone
    "top": (200, 404, 404, 404, 404, 404),  # the county itself, nothing below
    "top!": (422, 404, 404, 404, 404, 404),
    "look": (403, 302, 302, 404, 404, 404),  # he reads it, and changes nothing
    "stay": (403, 403, 403, 404, 404, 404),  # he changes what is there, and adds nothing
}
COLUMNS = (
    "administrator", "county_reader", "town_leader", "town_clerk", "village", "grid_member",
    "linked_cadre", "auditor", "ended", "anonymous",
)  # fmt: skip
#: Accounts answered like one that has a column.
LIKE = {"future": "ended", "suspended": "anonymous"}

#: Ledgers guarded alike.
FAMILIES: dict[str, tuple[str, ...]] = {
    "households": ("households",),
    "measures": ("measures",),
    "groups": ("groups",),
    "settings": ("programmes", "programme_items", "kinds"),
    "town": ("town",),
}
FAMILIES["records"] = tuple(
    one.key for one in LEDGERS if not any(one.key in held for held in FAMILIES.values())
)

_TABLE = """
page                method  administrator county_reader town_leader town_clerk village grid_member linked_cadre auditor ended anonymous
home                GET     go            go            go          go         go      go          go           go      yes   login
sign_in             GET     go            go            go          go         go      go          go           go      go    yes
sign_in             POST    go            go            go          go         go      go          go           go      go    yes
sign_out            POST    go            go            go          go         go      go          go           go      go    login
password            GET     yes           yes           yes         yes        yes     yes         yes          yes     yes   login
password            POST    wrong         wrong         wrong       wrong      wrong   wrong       wrong        wrong   wrong login
language            POST    go            go            go          go         go      go          go           go      go    go
today               GET     no            no            sub         sub        sub     lists       lists        no      no    login
today_rule          GET     no            no            sub         sub        sub     stay        stay         no      no    login
large               POST    go            go            go          go         go      go          go           go      go    go
cockpit             GET     no            towns         sub         sub        sub     no          no           no      no    login
proof               GET     no            no            sub         sub        sub     no          no           no      no    login
proof_export        GET     no            no            sub         sub        sub     no          no           no      no    login
report              GET     no            no            sub         sub        sub     no          no           no      no    login
report_word         GET     no            no            sub         sub        sub     no          no           no      no    login
report_word         POST    no            no            sub         sub        sub     no          no           no      no    login
proof_pin           GET     no            no            sub         sub        sub     no          no           no      no    login
proof_pin           POST    no            no            sub!        sub!       sub!    no          no           no      no    login
pins                GET     no            yes           yes         yes        yes     no          no           no      no    login
pin                 GET     no            hidden        yes         yes        yes     no          no           no      no    login
pin_sheet           GET     no            hidden        yes         yes        yes     no          no           no      no    login
pin_picture         GET     no            hidden        yes         yes        yes     no          no           no      no    login
report_compare      GET     no            no            sub         sub        sub     no          no           no      no    login
report_templates    GET     no            no            up          up         no      no          no           no      no    login
report_template_new GET     no            no            no          up         no      no          no           no      no    login
report_template_new POST    no            no            no          up!        no      no          no           no      no    login
report_template     GET     no            no            town        town       no      no          no           no      no    login
report_template     POST    no            no            town-       town!      no      no          no           no      no    login
report_template_file GET    no            no            town        town       no      no          no           no      no    login
report_example      GET     no            no            up          up         no      no          no           no      no    login
report_drafts       GET     no            no            sub         sub        no      no          no           no      no    login
report_drafts       POST    no            no            stay        sub!       no      no          no           no      no    login
report_draft        GET     no            no            town        town       no      no          no           no      no    login
report_draft        POST    no            no            stay        town!      no      no          no           no      no    login
report_draft_keep   POST    no            no            no          town!      no      no          no           no      no    login
report_draft_figure GET     no            no            town        town       no      no          no           no      no    login
report_draft_merge  GET     no            no            no          town→      no      no          no           no      no    login
report_draft_merge  POST    no            no            no          town→      no      no          no           no      no    login
report_draft_texts  GET     no            no            town        town       no      no          no           no      no    login
report_draft_texts  POST    no            no            stay        town!      no      no          no           no      no    login
report_draft_paper  GET     no            no            town        town       no      no          no           no      no    login
report_draft_word   GET     no            no            town        town       no      no          no           no      no    login
report_draft_word   POST    no            no            town        town       no      no          no           no      no    login
check               GET     no            no            sub         sub        sub     no          no           no      no    login
check               POST    no            no            sub!        sub!       sub!    no          no           no      no    login
check_paper         GET     no            no            hidden      hidden     hidden  no          no           no      no    login
check_decide        POST    no            no            hidden      hidden     hidden  no          no           no      no    login
check_teach         POST    no            no            no          hidden     no      no          no           no      no    login
check_away          POST    no            no            hidden      hidden     hidden  no          no           no      no    login
check_corrected     POST    no            no            hidden      hidden     hidden  no          no           no      no    login
check_commented     GET     no            no            hidden      hidden     hidden  no          no           no      no    login
forms               GET     no            no            up          up         no      no          no           no      no    login
form_new            GET     no            no            no          up         no      no          no           no      no    login
form_new            POST    no            no            no          up!        no      no          no           no      no    login
form                GET     no            no            town        town       no      no          no           no      no    login
form_bind           GET     no            no            no          town       no      no          no           no      no    login
form_bind           POST    no            no            no          town!      no      no          no           no      no    login
form_about          GET     no            no            no          town       no      no          no           no      no    login
form_about          POST    no            no            no          town!      no      no          no           no      no    login
form_fill           POST    no            no            town        town       no      no          no           no      no    login
form_proofs         GET     no            no            town        town       no      no          no           no      no    login
ledger_home         GET     no            no            sub→        sub→       sub→    sub→        sub→         no      no    login
list:records        GET     no            no            sub         sub        sub     no          no           no      no    login
list:households     GET     no            no            sub         sub        sub     lists       lists        no      no    login
list:measures       GET     no            no            sub         sub        sub     lists       lists        no      no    login
list:groups         GET     no            no            sub         sub        sub     no          no           no      no    login
list:settings       GET     no            no            sub         sub        no      no          no           no      no    login
list:town           GET     no            no            sub         sub        no      no          no           no      no    login
list_export:records GET     no            no            sub         sub        sub     no          no           no      no    login
list_export:households GET  no            no            sub         sub        sub     lists       lists        no      no    login
list_export:measures GET    no            no            sub         sub        sub     lists       lists        no      no    login
list_export:groups  GET     no            no            sub         sub        sub     no          no           no      no    login
list_export:settings GET    no            no            sub         sub        no      no          no           no      no    login
list_export:town    GET     no            no            sub         sub        no      no          no           no      no    login
list_export:records POST    no           no           sub          sub          sub          no           no           no           no           login
list_export:households POST    no           no           sub          sub          sub          lists        lists        no           no           login
list_export:measures POST    no           no           sub          sub          sub          lists        lists        no           no           login
list_export:groups  POST    no           no           sub          sub          sub          no           no           no           no           login
list_export:settings POST    no           no           sub          sub          no           no           no           no           no           login
list_export:town    POST    no           no           sub          sub          no           no           no           no           no           login
views:records       GET     no           no           sub          sub          sub          no           no           no           no           login
views:households    GET     no           no           sub          sub          sub          lists        lists        no           no           login
views:measures      GET     no           no           sub          sub          sub          lists        lists        no           no           login
views:groups        GET     no           no           sub          sub          sub          no           no           no           no           login
views:settings      GET     no           no           sub          sub          no           no           no           no           no           login
views:town          GET     no           no           sub          sub          no           no           no           no           no           login
views:records       POST    no           no           sub→         sub→         sub→         no           no           no           no           login
views:households    POST    no           no           sub→         sub→         sub→         sub→         sub→         no           no           login
views:measures      POST    no           no           sub→         sub→         sub→         sub→         sub→         no           no           login
views:groups        POST    no           no           sub→         sub→         sub→         no           no           no           no           login
views:settings      POST    no           no           sub→         sub→         no           no           no           no           no           login
views:town          POST    no           no           sub→         sub→         no           no           no           no           no           login
view:records        POST    no           no           hidden       hidden       hidden       no           no           no           no           login
view:households     POST    no           no           hidden       hidden       hidden       hidden       hidden       no           no           login
view:measures       POST    no           no           hidden       hidden       hidden       hidden       hidden       no           no           login
view:groups         POST    no           no           hidden       hidden       hidden       no           no           no           no           login
view:settings       POST    no           no           hidden       hidden       no           no           no           no           no           login
view:town           POST    no           no           hidden       hidden       no           no           no           no           no           login
bulk:records        POST    no           no           no           sub→         sub→         no           no           no           no           login
bulk:households     POST    no           no           no           sub→         sub→         sub→         sub→         no           no           login
bulk:measures       POST    no           no           no           sub→         sub→         no           no           no           no           login
bulk:groups         POST    no           no           no           sub→         no           no           no           no           no           login
bulk:settings       POST    no           no           no           sub→         no           no           no           no           no           login
bulk:town           POST    no           no           no           hidden       no           no           no           no           no           login
bulk_withdraw:records POST   no           no           no           sub→         sub→         no           no           no           no           login
bulk_withdraw:households POST   no           no           no           sub→         sub→         sub→         sub→         no           no           login
bulk_withdraw:measures POST   no           no           no           sub→         sub→         no           no           no           no           login
bulk_withdraw:groups POST   no           no           no           sub→         no           no           no           no           no           login
bulk_withdraw:settings POST   no           no           no           sub→         no           no           no           no           no           login
bulk_withdraw:town   POST   no           no           no           hidden       no           no           no           no           no           login
bulk:records        GET     no           no           no           sub→         sub→         no           no           no           no           login
bulk:households     GET     no           no           no           sub→         sub→         sub→         sub→         no           no           login
bulk:measures       GET     no           no           no           sub→         sub→         no           no           no           no           login
bulk:groups         GET     no           no           no           sub→         no           no           no           no           no           login
bulk:settings       GET     no           no           no           sub→         no           no           no           no           no           login
bulk:town           GET     no           no           no           hidden       no           no           no           no           no           login
bulk_withdraw:records GET    no           no           no           sub→         sub→         no           no           no           no           login
bulk_withdraw:households GET    no           no           no           sub→         sub→         sub→         sub→         no           no           login
bulk_withdraw:measures GET    no           no           no           sub→         sub→         no           no           no           no           login
bulk_withdraw:groups GET    no           no           no           sub→         no           no           no           no           no           login
bulk_withdraw:settings GET    no           no           no           sub→         no           no           no           no           no           login
bulk_withdraw:town   GET    no           no           no           hidden       no           no           no           no           no           login
grid:records        GET     no           no           no           sub          sub          no           no           no           no           login
grid:households     GET     no           no           no           sub          sub          stay         stay         no           no           login
grid:measures       GET     no           no           no           sub          sub          no           no           no           no           login
grid:groups         GET     no           no           no           sub          no           no           no           no           no           login
grid:settings       GET     no           no           no           sub          no           no           no           no           no           login
grid:town           GET     no           no           no           hidden       no           no           no           no           no           login
grid:records        POST    no           no           no           sub!         sub!         no           no           no           no           login
grid:households     POST    no           no           no           sub!         sub!         stay         stay         no           no           login
grid:measures       POST    no           no           no           sub!         sub!         no           no           no           no           login
grid:groups         POST    no           no           no           sub!         no           no           no           no           no           login
grid:settings       POST    no           no           no           sub!         no           no           no           no           no           login
grid:town           POST    no           no           no           hidden       no           no           no           no           no           login
grid_check:records  POST    no           no           no           sub!         sub!         no           no           no           no           login
grid_check:households POST no           no           no           sub!         sub!         stay         stay         no           no           login
grid_check:measures POST    no           no           no           sub!         sub!         no           no           no           no           login
grid_check:groups   POST    no           no           no           sub!         no           no           no           no           no           login
grid_check:settings POST    no           no           no           sub!         no           no           no           no           no           login
grid_check:town     POST    no           no           no           hidden       no           no           no           no           no           login
row:records         GET     no           no           no           sub          sub          no           no           no           no           login
row:households      GET     no           no           no           sub          sub          door         door         no           no           login
row:measures        GET     no           no           no           sub          sub          no           no           no           no           login
row:groups          GET     no           no           no           sub          no           no           no           no           no           login
row:settings        GET     no           no           no           sub          no           no           no           no           no           login
row:town            GET     no           no           no           sub          no           no           no           no           no           login
row:records         POST    no           no           no           sub!         sub!         no           no           no           no           login
row:households      POST    no           no           no           sub!         sub!         door!        door!        no           no           login
row:measures        POST    no           no           no           sub!         sub!         no           no           no           no           login
row:groups          POST    no           no           no           sub!         no           no           no           no           no           login
row:settings        POST    no           no           no           sub!         no           no           no           no           no           login
row:town            POST    no           no           no           sub!         no           no           no           no           no           login
record:records      GET     no            no            sub         sub        sub     no          no           no      no    login
record:households   GET     no            no            sub         sub        sub     door        door         no      no    login
record:measures     GET     no            no            sub         sub        sub     door        door         no      no    login
record:groups       GET     no            no            sub         sub        sub     no          no           no      no    login
record:settings     GET     no            no            sub         sub        no      no          no           no      no    login
record:town         GET     no            no            sub         sub        no      no          no           no      no    login
find:records        GET     no            no            sub         sub        sub     no          no           no      no    login
find:households     GET     no            no            sub         sub        sub     lists       lists        no      no    login
find:measures       GET     no            no            sub         sub        sub     lists       lists        no      no    login
find:groups         GET     no            no            hidden      hidden     hidden  no          no           no      no    login
find:settings       GET     no            no            hidden      hidden     no      no          no           no      no    login
find:town           GET     no            no            hidden      hidden     no      no          no           no      no    login
search              GET     no            no            sub         sub        sub     lists       lists        no      no    login
suggest             GET     no            no            sub         sub        sub     lists       lists        no      no    login
record_new          GET     no            no            no          sub        sub     lists       lists        no      no    login
record_new          POST    no            no            no          sub→       sub→    sub→        sub→         no      no    login
new:records         GET     no            no            no          sub        sub     no          no           no      no    login
new:households      GET     no            no            no          sub        sub     stay        stay         no      no    login
new:measures        GET     no            no            no          sub        sub     no          no           no      no    login
new:groups          GET     no            no            no          sub        no      no          no           no      no    login
new:settings        GET     no            no            no          sub        no      no          no           no      no    login
new:town            GET     no            no            no          hidden     no      no          no           no      no    login
new:records         POST    no            no            no          sub!       sub!    no          no           no      no    login
new:households      POST    no            no            no          sub!       sub!    stay        stay         no      no    login
new:measures        POST    no            no            no          sub!       sub!    no          no           no      no    login
new:groups          POST    no            no            no          sub!       no      no          no           no      no    login
new:settings        POST    no            no            no          sub!       no      no          no           no      no    login
new:town            POST    no            no            no          hidden     no      no          no           no      no    login
draft:records       POST    no            no            no          sub!       sub!    no          no           no      no    login
draft:households    POST    no            no            no          sub!       sub!    stay        stay         no      no    login
draft:measures      POST    no            no            no          sub!       sub!    no          no           no      no    login
draft:groups        POST    no            no            no          sub!       no      no          no           no      no    login
draft:settings      POST    no            no            no          sub!       no      no          no           no      no    login
draft:town          POST    no            no            no          hidden     no      no          no           no      no    login
edit:records        GET     no            no            no          sub        sub     no          no           no      no    login
edit:households     GET     no            no            no          sub        sub     door        door         no      no    login
edit:measures       GET     no            no            no          sub        sub     no          no           no      no    login
edit:groups         GET     no            no            no          sub        no      no          no           no      no    login
edit:settings       GET     no            no            no          sub        no      no          no           no      no    login
edit:town           GET     no            no            no          sub        no      no          no           no      no    login
edit:records        POST    no            no            no          sub!       sub!    no          no           no      no    login
edit:households     POST    no            no            no          sub!       sub!    door!       door!        no      no    login
edit:measures       POST    no            no            no          sub!       sub!    no          no           no      no    login
edit:groups         POST    no            no            no          sub!       no      no          no           no      no    login
edit:settings       POST    no            no            no          sub!       no      no          no           no      no    login
edit:town           POST    no            no            no          sub!       no      no          no           no      no    login
act                 GET     no            no            sub         sub        sub     door        door         no      no    login
undo                POST    no            no            no          sub#       sub#    door#       door#        no      no    login
versions:records    GET     no            no            sub         sub        sub     no          no           no      no    login
versions:households GET     no            no            sub         sub        sub     door        door         no      no    login
versions:measures   GET     no            no            sub         sub        sub     door        door         no      no    login
versions:groups     GET     no            no            sub         sub        sub     no          no           no      no    login
versions:settings   GET     no            no            sub         sub        no      no          no           no      no    login
versions:town       GET     no            no            sub         sub        no      no          no           no      no    login
versions:records    POST    no            no            stay        sub#       sub#    no          no           no      no    login
versions:households POST    no            no            stay        sub#       sub#    door#       door#        no      no    login
versions:measures   POST    no            no            stay        sub#       sub#    door-       door-        no      no    login
versions:groups     POST    no            no            stay        sub#       stay    no          no           no      no    login
versions:settings   POST    no            no            stay        sub#       no      no          no           no      no    login
versions:town       POST    no            no            stay        sub#       no      no          no           no      no    login
withdraw:records    GET     no            no            no          sub        sub     no          no           no      no    login
withdraw:households GET     no            no            no          sub        sub     door-       door-        no      no    login
withdraw:measures   GET     no            no            no          sub        sub     no          no           no      no    login
withdraw:groups     GET     no            no            no          sub        no      no          no           no      no    login
withdraw:settings   GET     no            no            no          sub        no      no          no           no      no    login
withdraw:town       GET     no            no            no          stay       no      no          no           no      no    login
withdraw:records    POST    no            no            no          sub#       sub#    no          no           no      no    login
withdraw:households POST    no            no            no          sub#       sub#    door-       door-        no      no    login
withdraw:measures   POST    no            no            no          sub#       sub#    no          no           no      no    login
withdraw:groups     POST    no            no            no          sub#       no      no          no           no      no    login
withdraw:settings   POST    no            no            no          sub#       no      no          no           no      no    login
withdraw:town       POST    no            no            no          stay       no      no          no           no      no    login
attach:records      POST    no            no            no          sub→        sub→    no          no           no      no    login
attach:households   POST    no            no            no          sub→        sub→    door→       door→        no      no    login
attach:measures     POST    no            no            no          sub→        sub→    no          no           no      no    login
attach:groups       POST    no            no            no          sub→        no      no          no           no      no    login
attach:settings     POST    no            no            no          sub→        no      no          no           no      no    login
attach:town         POST    no            no            no          sub→        no      no          no           no      no    login
attachment:records  GET     no            no            sub         sub        sub     no          no           no      no    login
attachment:households GET     no            no            sub         sub        sub     door        door         no      no    login
attachment:measures GET     no            no            sub         sub        sub     door        door         no      no    login
attachment:groups   GET     no            no            sub         sub        sub     no          no           no      no    login
attachment:settings GET     no            no            sub         sub        no      no          no           no      no    login
attachment:town     GET     no            no            sub         sub        no      no          no           no      no    login
detach:records      POST    no            no            no          sub→       sub→    no          no           no      no    login
detach:households   POST    no            no            no          sub→       sub→    door→       door→        no      no    login
detach:measures     POST    no            no            no          sub→       sub→    no          no           no      no    login
detach:groups       POST    no            no            no          sub→       no      no          no           no      no    login
detach:settings     POST    no            no            no          sub→       no      no          no           no      no    login
detach:town         POST    no            no            no          sub→       no      no          no           no      no    login
import              GET     no            no            no          up         no      no          no           no      no    login
import              POST    no            no            no          up!        no      no          no           no      no    login
import_template     GET     no            no            no          sub        no      no          no           no      no    login
import_check        GET     no            no            no          sub        no      no          no           no      no    login
import_check        POST    no            no            no          sub→       no      no          no           no      no    login
import_faults       GET     no            no            no          sub        no      no          no           no      no    login
import_marked       GET     no            no            no          sub        no         no      no          no           no    login
import_progress     GET     no            no            no          sub        no         no      no          no           no    login
import_map          GET     no            no            no          sub        no         no      no          no           no    login
import_map          POST    no            no            no          sub!       no         no      no          no           no    login
import_maps         GET     no            no            no          up         no         no      no          no           no    login
import_maps         POST    no            no            no          sub→       no         no      no          no           no    login
import_undo         GET     no            no            no          sub→       no         no      no          no           no    login
import_undo         POST    no            no            no          sub→       no         no      no          no           no    login
town_export         GET     no            no            no          up         no      no          no           no      no    login
trail               GET     no            no            no          no         no      no          no           yes     no    login
trail_export        GET     no            no            no          no         no      no          no           yes     no    login
trail_check         POST    no            no            no          no         no      no          no           yes     no    login
accounts            GET     yes           no            no          no         no      no          no           no      no    login
account_new         GET     yes           no            no          no         no      no          no           no      no    login
account_new         POST    wrong         no            no          no         no      no          no           no      no    login
account             GET     yes           no            no          no         no      no          no           no      no    login
account             POST    wrong         no            no          no         no      no          no           no      no    login
account_handover    GET     yes           no            no          no         no      no          no           no      no    login
account_handover    POST    wrong         no            no          no         no      no          no           no      no    login
drafts_back         POST    go            go            go          go         go      go          go           go      go    login
settings            GET     yes           yes           yes         yes        yes     yes         yes          yes     yes   login
sessions            GET     yes           yes           yes         yes        yes     yes         yes          yes     yes   login
sessions            POST    wrong         wrong         wrong       wrong      wrong   wrong       wrong        wrong   wrong login
kinds               GET     top           no            up          up         no      no          no           no      no    login
kinds               POST    top!          no            look        up!        no      no          no           no      no    login
programmes          GET     no            no            up          up         no      no          no           no      no    login
programmes          POST    no            no            look        up!        no      no          no           no      no    login
figure_names        GET     no            no            up          up         no      no          no           no      no    login
figure_names        POST    no            no            look        up!        no      no          no           no      no    login
places              GET     yes           no            no          no         no      no          no           no      no    login
"""  # noqa: E501


@dataclass(frozen=True)
class Row:
    """One row: a page (with its family of ledgers), a method, and a word for each role."""

    page: str
    family: str
    method: str
    words: dict[str, str]

    @property
    def ledgers(self) -> tuple[str, ...]:
        """The ledgers to ask it for; one empty key where the page is about none."""
        return FAMILIES[self.family] if self.family else ("",)

    def expected(self, who: str, where: str) -> int:
        """The status that an account is answered at a place."""
        return ANSWERS[self.word(who)][WHERE.index(where)]

    def word(self, who: str) -> str:
        """The row's word for an account."""
        return self.words[LIKE.get(who, who)]

    def __str__(self) -> str:
        name = f"{self.page}:{self.family}" if self.family else self.page
        return f"{self.method} {name}"


def _read(table: str) -> tuple[Row, ...]:
    head, *lines = table.strip().splitlines()
    assert tuple(head.split()[2:]) == COLUMNS
    found = []
    for line in lines:
        name, method, *words = line.split()
        page, _colon, family = name.partition(":")
        found.append(Row(page, family, method, dict(zip(COLUMNS, words, strict=True))))
    return tuple(found)


ROWS = _read(_TABLE)
