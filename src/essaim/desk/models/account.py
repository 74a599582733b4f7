from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class Account(AbstractBaseUser, PermissionsMixin):
    """Who can log in. The e-mail address is the name; what is known about the person in public lives in the registry."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("runs the site"), default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()
    has_shown_factor = True
    """False in a request whose session showed no second factor where one is asked for (essaim.desk.factor)."""

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (models.UniqueConstraint(Lower("email"), name="account_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def called(self) -> str:
        """For those who may not read its address."""
        return self.name or self.email.partition("@")[0]

    @property
    def runs_site(self) -> bool:
        """May everything on the site, here and now."""
        return self.is_active and self.is_superuser and self.has_shown_factor
