"""Settings 设置: what this account may set, each in a sentence; where it is signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door, policy, sign_ins
from jishi.access.actor import Actor
from jishi.access.models import User
from jishi.places import tree
from jishi.values import placecode
from jishi.web import appointing, signedin
from jishi.web.pages import SIGNED_IN, PageRequest, page
from jishi.web.views.account import languages


@dataclass(frozen=True)
class Setting:
    """Something to set: where, what it is called, and one sentence about it."""

    url: str
    label: str
    sentence: str


@page("settings/", name="settings", may=SIGNED_IN)
def home(request: PageRequest) -> HttpResponse:
    """What this account may set."""
    chapters: list[dict[str, Any]] = [
        {"heading": _("我自己"), "settings": list(_own())},
        *_towns(request.actor),
        {"heading": _("全县"), "settings": list(_county(request.actor))},
    ]
    return render(request, "settings/home.html", {
        "chapters": [one for one in chapters if one["settings"]],
        "tongues": languages(), "language_url": reverse("language"),
    })  # fmt: skip


@page("settings/sessions/", name="sessions", may=SIGNED_IN, methods=("GET", "POST"))
def sessions(request: PageRequest) -> HttpResponse:
    """Where one is signed in; end one session, or all others."""
    user, current = request.user, request.session.get(signedin.KEY, "")
    assert isinstance(user, User)
    fault = ""
    if request.method == "POST":
        key = request.POST.get("end", "")
        if key == "others":
            sign_ins.end_all(user, by=request.actor, but=current)
            messages.success(request, _("别处的登录都结束了。"))
            return redirect("sessions")
        if key == current and current:
            sign_ins.end(user, [key], by=request.actor)
            auth.logout(request)
            return redirect("sign_in")
        if sign_ins.end(user, [key], by=request.actor):
            messages.success(request, _("那一处的登录结束了。"))
            return redirect("sessions")
        fault = _("那一处已经退出了，刷新一下再看。")
    return render(request, "settings/sessions.html", {
        "sessions": [appointing.session(one, current) for one in sign_ins.of(user)],
        "fault": fault, "has_errors": bool(fault),
    }, status=422 if fault else 200)  # fmt: skip


def _own() -> Iterator[Setting]:
    yield Setting(reverse("password"), _("密码"), _("换一个新密码，别处的登录同时作废。"))
    yield Setting(
        reverse("sessions"), _("登录着的地方"),
        _("看看账号在哪些电脑、手机上登录着，结束不认得的。"),
    )  # fmt: skip


def _towns(by: Actor) -> Iterator[dict[str, Any]]:
    """A chapter for each town whose own settings the account may see."""
    towns = dict.fromkeys(
        town for held in by.held if (town := placecode.at_level(held.place, "town"))
    )
    for town in towns:
        found = list(_town(by, town))
        if found:
            yield {"heading": tree.full_name(town), "settings": found}


def _town(by: Actor, town: str) -> Iterator[Setting]:
    def ledger(key: str) -> str:
        return reverse("list", kwargs={"place": town, "ledger": key})

    asked = (
        ("kinds.view", reverse("kinds", kwargs={"place": town}), _("种类"),
         _("活动、事项、责任……各有哪些种类；不够用就加自己的，不用的停用。")),
        ("programmes.view", reverse("programmes", kwargs={"place": town}), _("归口项目"),
         _("正在抓的行动、工程：谁牵头、从哪天起，一件一件要做的事。")),
        ("figure_names.view", reverse("figure_names", kwargs={"place": town}), _("指标的叫法"),
         _("指标在本镇叫什么、还有哪些说法；算法不变。")),
        ("town.view", ledger("town"), _("镇情"), _("镇的名称，台账从哪天记起。")),
        ("groups.view", ledger("groups"), _("村民组"), _("各村有哪些组，哪天设的、哪天撤的。")),
    )  # fmt: skip
    for action, url, label, sentence in asked:
        if door.reaches(by, action, town):
            yield Setting(url, label, sentence)


def _county(by: Actor) -> Iterator[Setting]:
    if policy.allows(by, "accounts.write"):
        yield Setting(
            reverse("accounts"), _("账号"),
            _("谁能登录、看哪里、办什么；换人交接、停用、重设密码、解锁。"),
        )  # fmt: skip
        yield Setting(reverse("places"), _("区划"), _("县里有哪些镇和村，哪些镇在账上。"))
    for held in by.held:
        county = placecode.at_level(held.place, "county")
        if county == held.place and door.reaches(by, "county_kinds.view", county):
            yield Setting(
                reverse("kinds", kwargs={"place": county}), _("全县的种类"),
                _("县里统一加的种类，各镇都能用。"),
            )  # fmt: skip
            break
    if policy.allows(by, "trail.read"):
        yield Setting(reverse("trail"), _("留痕"), _("谁在什么时候改了什么；核对链有没有被动过。"))
