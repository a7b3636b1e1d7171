"""Accounts for their administrator: made, appointed, handed over, stopped; all in the trail."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jishi.access import accounts, grants, handover, lockouts, managing, passwords, policy, sign_ins
from jishi.access.managing import AccountFault
from jishi.access.models import Grant, User
from jishi.access.roles import BY_KEY, DOORSTEP, doorstep
from jishi.audit.models import Entry
from jishi.audit.trail import county_chain
from jishi.desk.drafts import Form
from jishi.places import tree
from jishi.records.duties.queries import named_in
from jishi.records.ledgers import BY_KEY as LEDGERS
from jishi.web import appointing, drafted, keeping, trailing
from jishi.web.appointing import AccountForm, HandOverForm, RoleForm
from jishi.web.keeping import Kept
from jishi.web.pages import PageRequest, day_of, page
from jishi.web.templatetags.ui import day

_HISTORY = 30
_NEW = Kept(Form("account_new", ""), AccountForm.field_order)


@page("accounts/", name="accounts", may="accounts.read")
def listed(request: PageRequest) -> HttpResponse:
    """Accounts in the administrator's territory, those in use first."""
    users = appointing.told(appointing.reached(request.actor), request.actor.today)
    asked = request.GET.get("q", "").strip()[:60]
    shown = [user for user in users if asked in _said(user)] if asked else users
    return render(request, "office/accounts.html", {
        "users": shown, "total": len(users), "asked": asked,
        "active": sum(user["active"] for user in users),
    })  # fmt: skip


@page("accounts/new/", name="account_new", may="accounts.write", methods=("GET", "POST"))
def new(request: PageRequest) -> HttpResponse:
    """Make an account; its first password is shown once, and changed at the first sign-in."""
    answer = keeping.answered(request, _NEW)
    if answer is not None:
        return answer
    posted = request.POST if request.method == "POST" else None
    draft = keeping.opened(request, _NEW)
    today = {"since": request.actor.today.isoformat()}
    form = AccountForm(posted, initial=today | (draft.entries if draft else {}))
    if request.method == "POST" and form.is_valid():
        given, password = form.cleaned_data, passwords.first()
        try:
            person = appointing.own_person(
                given["person"], given["name"].strip(), given["role"], form.place_code
            )
            user = accounts.add(
                accounts.NewAccount(
                    given["username"].strip(), given["name"].strip(), given["role"],
                    form.place_code, password, person, must_change=True,
                ),
                by=request.actor, since=given["since"], until=given["until"],
            )  # fmt: skip
        except AccountFault as fault:
            appointing.blame(form, fault)
        else:
            drafted.finished(request)
            return _password_told(request, user, password, made=True)
    return render(request, "office/account_new.html", {
        "form": form, "has_errors": bool(form.errors), **_choices(request),
        **keeping.told(request, draft),
    }, status=422 if form.errors else 200)  # fmt: skip


@page("accounts/<uuid:id>/", name="account", may="accounts.write", methods=("GET", "POST"))
def account(request: PageRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One account: its roles, where it is signed in, what was done to it; and the acts."""
    user = _find(request, id)
    form = RoleForm(None, initial={"since": request.actor.today.isoformat()})
    fault = ""
    if request.method == "POST":
        done = request.POST.get("do", "")
        if done == "grant":
            form = RoleForm(request.POST)
        act = _ACTS.get(done)
        try:
            if act is None:
                raise AccountFault(_("没有说要办什么，请用页面上的按钮。"))
            answer = act(request, user, form)
        except AccountFault as refused:
            if done == "grant" and not form.errors:
                appointing.blame(form, refused)
            elif done != "grant":
                fault = str(refused)
        else:
            return answer or redirect("account", id=user.pk)
    return _shown(request, user, form, fault)


@page(
    "accounts/<uuid:id>/hand-over/", name="account_handover", may="accounts.write",
    methods=("GET", "POST"),
)  # fmt: skip
def hand_over(request: PageRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """All roles to somebody else from a day on: first what would happen, then in one act."""
    old = _find(request, id)
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, initial={"on": request.actor.today.isoformat()})
    planned = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            taker = _taker(request, given["to"])
            persons = _persons(old, given["person"], taker.name)
            if request.POST.get("sure"):
                done = handover.hand_over(
                    old, taker, on=given["on"], by=request.actor, persons=persons
                )
                said = _("%(old)s的角色从%(on)s起归%(new)s。")
                messages.success(request, said % {
                    "old": old.name, "new": taker.name, "on": day(given["on"]),
                })  # fmt: skip
                return redirect("accounts") if done.bare else redirect("account", id=old.pk)
            planned = handover.plan(old, taker, on=given["on"], by=request.actor, persons=persons)
        except AccountFault as fault:
            appointing.blame(form, fault)
    today = request.actor.today
    return render(request, "office/hand_over.html", {
        "form": form, "has_errors": bool(form.errors), "account": appointing.told([old], today)[0],
        "plan": _plan(planned, form) if planned else None,
        "others": appointing.takers(old, request.actor),
        "follows": any(grant.role in DOORSTEP for grant in old.grants.all()),
        "doorstep": doorstep(),
        "chosen": str(form["to"].value() or ""),
        "still": _still(old, form, today),
    }, status=422 if form.errors else 200)  # fmt: skip


def _grant(request: PageRequest, user: User, form: RoleForm) -> HttpResponse | None:
    if not form.is_valid():
        raise AccountFault(_("这一项要填。"))
    given = form.cleaned_data
    person = appointing.own_person(given["person"], user.name, given["role"], form.place_code)
    grants.give(
        user.username, given["role"], form.place_code, by=request.actor,
        since=given["since"], until=given["until"], person=person,
    )  # fmt: skip
    messages.success(request, _("加好了，%(day)s起有这个角色。") % {"day": day(given["since"])})
    return None


def _revoke(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    held = Grant.objects.filter(user=user, pk__in=_uuids(request.POST.get("grant", ""))).first()
    on = day_of(request.POST.get("on", ""))
    if held is None:
        raise AccountFault(_("没有这个角色，刷新一下再看。"))
    if on is None:
        raise AccountFault(_("结束之日没填对，写成2024-09-30这样。"))
    grants.revoke(user.username, held.role, held.place, by=request.actor, on=on, grant=held.pk)
    messages.success(request, _("收回了，%(day)s起不再有这个角色。") % {"day": day(on)})
    return None


def _stop(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    accounts.end(user.username, by=request.actor)
    messages.success(request, _("停用了。登录着的，下一步就退出。"))
    return None


def _restart(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    accounts.restart(user.username, by=request.actor)
    messages.success(request, _("又能登录了。"))
    return None


def _reset(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    password = passwords.reset(user.username, by=request.actor)
    return _password_told(request, user, password, made=False)


def _unlock(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    lockouts.unlock(user.username, by=request.actor)
    messages.success(request, _("解锁了，现在就能再登录。"))
    return None


def _sign_out(request: PageRequest, user: User, _form: RoleForm) -> HttpResponse | None:
    with transaction.atomic():
        managing.managed(user.username, by=request.actor)
        count = sign_ins.end_all(user, by=request.actor)
    messages.success(request, _("%(count)s处登录都结束了。") % {"count": count})
    return None


_ACTS: dict[str, Callable[[PageRequest, User, RoleForm], HttpResponse | None]] = {
    "grant": _grant, "revoke": _revoke, "stop": _stop, "restart": _restart, "password": _reset,
    "unlock": _unlock, "sign_out": _sign_out,
}  # fmt: skip


def _shown(request: PageRequest, user: User, form: RoleForm, fault: str) -> HttpResponse:
    user = User.objects.get(pk=user.pk)
    grants = [str(pk) for pk in user.grants.values_list("pk", flat=True)]
    about = Entry.objects.filter(
        Q(ledger="accounts", record=str(user.pk)) | Q(ledger="grants", record__in=grants),
        chain=county_chain(),
    ).order_by("-seq")  # fmt: skip
    return render(request, "office/account.html", {
        "account": appointing.told([user], request.actor.today)[0],
        "oneself": str(user.pk) == request.actor.user_id, "today": request.actor.today,
        "form": form, "fault": fault, "has_errors": bool(form.errors or fault),
        "sessions": [appointing.session(one, "") for one in sign_ins.of(user)],
        "history": trailing.rows(about[:_HISTORY], request.actor), "history_total": about.count(),
        **_choices(request),
    }, status=422 if form.errors or fault else 200)  # fmt: skip


def _password_told(
    request: PageRequest, user: User, password: str, *, made: bool
) -> HttpResponse:  # fmt: skip
    return render(request, "office/password_told.html", {
        "account": appointing.told([user], request.actor.today)[0], "password": password,
        "made": made,
    })  # fmt: skip


def _choices(request: PageRequest) -> dict[str, Any]:
    return {
        "roles": appointing.roles(),
        "places": appointing.places(request.actor),
        "doorstep": doorstep(),
        "doorstep_keys": " ".join(sorted(DOORSTEP)),
    }


def _find(request: PageRequest, key: UUID) -> User:
    """The account, where the administrator's territory reaches it. Raises Http404."""
    held = policy.territories(request.actor, "accounts.write")
    user = User.objects.prefetch_related("grants").filter(pk=key).first()
    if user is None or not any(
        grant.place in territory for grant in user.grants.all() for territory in held
    ):
        raise Http404(key)
    return user


def _taker(request: PageRequest, key: UUID) -> User:
    try:
        return _find(request, key)
    except Http404:
        raise AccountFault(_("没有这个人的账号，从列表里选。"), "to") from None


def _persons(old: User, text: str, name: str) -> dict[str, UUID]:
    """Who the successor is in the ledger of each town where a role follows links."""
    found = {}
    for grant in old.grants.all():
        if grant.role not in DOORSTEP:
            continue
        try:
            person = appointing.own_person(text, name, grant.role, grant.place)
        except AccountFault:
            if text.strip():
                raise
            continue  # the plan then says that he is to be named
        found[grant.place[:9]] = UUID(person)
    return found


def _plan(planned: handover.Plan, form: HandOverForm) -> dict[str, Any]:
    """The moves in words; `ready` where nothing is missing."""
    return {
        "ready": not any(move.needs_person for move in planned.moves), "bare": planned.bare,
        "on": form.cleaned_data["on"],
        "beyond": [tree.full_name(grant.place) for grant in planned.beyond],
        "rows": [
            {
                "role": BY_KEY[move.grant.role].zh, "place": tree.full_name(move.grant.place),
                "since": move.since, "until": move.grant.until, "begun": move.begun,
                "held": move.held is not None, "needs_person": move.needs_person,
            }
            for move in planned.moves
        ],
    }  # fmt: skip


def _still(old: User, form: HandOverForm, today: date) -> list[str]:
    """How many records of each ledger go on naming him: the town's clerk changes those."""
    on = day_of(str(form["on"].value() or "")) or today
    people = {grant.person for grant in old.grants.all() if grant.person}
    counts: dict[str, int] = {}
    for person in people:
        for key, count in named_in(person, on).items():
            counts[key] = counts.get(key, 0) + count
    return [appointing.counted(count, str(LEDGERS[key].zh)) for key, count in counts.items()]


def _said(user: dict[str, Any]) -> str:
    parts = [user["username"], user["name"]]
    parts += [f"{grant['role']} {grant['place']}" for grant in user["grants"]]
    return " ".join(parts)


def _uuids(text: str) -> list[UUID]:
    """The id in an entry; none where it is no id."""
    try:
        return [UUID(text)]
    except ValueError:
        return []
