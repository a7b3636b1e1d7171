"""Accounts 账号 and grants 授权: who, in which role, where, in which interval."""

import uuid
from typing import ClassVar

import uuid_utils.compat
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.access.roles import ROLES


class UserManager(BaseUserManager["User"]):
    """Finds accounts by name; they are made by `access.accounts` only."""


class User(AbstractBaseUser):
    """An account. It sees nothing until a grant gives it a role at a place."""

    LEDGER: ClassVar[str] = "accounts"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False, editable=False)  # the password is not his own
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def town(self) -> str:
        """Accounts belong to the county's chain."""
        return ""


class Grant(models.Model):
    """A role at a place in [since, until). `person` is the account's own entry in the ledger,
    for roles that follow responsibility links (网格员、联村干部)."""

    LEDGER: ClassVar[str] = "grants"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=[(r.key, r.zh) for r in ROLES])
    place = models.CharField(_("地方"), max_length=14)
    person: "models.UUIDField[uuid.UUID | None, uuid.UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="grant_interval_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.place}"

    @property
    def town(self) -> str:
        """Grants belong to the county's chain."""
        return ""


class SignIn(models.Model):
    """A browser in which an account is signed in 登录着的地方; a session without its row is over.

    It is no track of a person: `seen_at` is rounded to the hour, `address` is shortened, and
    the row goes when the session ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=40, blank=True, default="")
    system = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    mistakes = models.PositiveSmallIntegerField(default=0)  # wrong old passwords typed in it

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="sign_in_by_user")]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}"
