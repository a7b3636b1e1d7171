"""Where an account is signed in 登录着的地方: kept small, listed, ended."""

import ipaddress
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from jishi.access.actor import Actor
from jishi.access.models import SignIn, User
from jishi.audit import trail

#: Wrong old passwords after which a session ends: whoever sits there may not be its owner.
MOST_MISTAKES = 10
_KEPT = 40
_BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("MQQBrowser", "QQ浏览器"),
    ("QQBrowser", "QQ浏览器"), ("UCBrowser", "UC浏览器"), ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"), ("360SE", "360浏览器"), ("Edg", "Edge"), ("OPR", "Opera"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def remember(user: User, *, agent: str, address: str) -> SignIn:
    """Note that an account signed in; what is left of sessions that ran out goes."""
    SignIn.objects.filter(user=user, created_at__lte=_oldest()).delete()
    now = timezone.now()
    return SignIn.objects.create(
        user=user, created_at=now, seen_at=_hour(now), browser=_named(agent, _BROWSERS),
        system=_named(agent, _SYSTEMS), address=shortened(address),
    )  # fmt: skip


def goes_on(user: User, key: str) -> bool:
    """True where the session of that key was not ended; notes the hour it was last seen."""
    held = SignIn.objects.filter(user=user, pk=_id(key)).first()
    if held is None:
        return False
    hour = _hour(timezone.now())
    if held.seen_at < hour:
        SignIn.objects.filter(pk=held.pk).update(seen_at=hour)
    return True


def of(user: User) -> "QuerySet[SignIn]":
    """The sessions of an account that are not over, the latest first."""
    return SignIn.objects.filter(user=user, created_at__gt=_oldest()).order_by("-created_at")


def end(user: User, keys: Iterable[str], *, by: Actor) -> int:
    """End sessions of an account; how many there were. The next page of each asks to sign in."""
    with transaction.atomic():
        found = SignIn.objects.filter(user=user, pk__in=[_id(key) for key in keys])
        ended, _rows = found.delete()
        if ended:
            change = trail.Change(trail.county_chain(), "end_session", "accounts", str(user.pk))
            trail.append([change], actor=by.name, origin=by.origin)
    return ended


def forget(user: User, key: str) -> None:
    """Drop the session that signs itself out: the trail tells of that as such."""
    SignIn.objects.filter(user=user, pk=_id(key)).delete()


def end_all(user: User, *, by: Actor, but: str = "") -> int:
    """End all sessions of an account, except one; how many there were."""
    others = SignIn.objects.filter(user=user).exclude(pk=_id(but))
    return end(user, [str(key) for key in others.values_list("pk", flat=True)], by=by)


def mistaken(user: User, key: str, *, by: Actor) -> int:
    """Count a wrong old password; how many tries are left. At 0 the session has ended."""
    SignIn.objects.filter(user=user, pk=_id(key)).update(mistakes=F("mistakes") + 1)
    held = SignIn.objects.filter(user=user, pk=_id(key)).first()
    left = max(MOST_MISTAKES - held.mistakes, 0) if held else 0
    if not left:
        end(user, [key], by=by)
    return left


def shortened(address: str) -> str:
    """The network an address is in: 10.0.3.7 → 10.0.3.*; '' for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if found.version == 4:
        return re.sub(r"\d+$", "*", str(found))
    return f"{ipaddress.ip_network((address, 48), strict=False).network_address}*"


def _named(agent: str, known: Iterable[tuple[str, str]]) -> str:
    return next((name for mark, name in known if mark in agent), "")[:_KEPT]


def _oldest() -> datetime:
    return timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _id(key: str) -> UUID:
    """The id in a key; one that nothing has where it is none."""
    try:
        return UUID(key)
    except ValueError:
        return UUID(int=0)
