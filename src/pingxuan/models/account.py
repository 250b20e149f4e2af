"""Accounts and one-time codes: credentials, which stay outside the ledger, and posts, which do not."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from pingxuan.core.words import Role
from pingxuan.models.body import Body
from pingxuan.models.kept import Kept


class Account(AbstractBaseUser):
    """A person who can sign in. Holds no campaign rights: those come from the posts held."""

    last_login = None  # sign-ins are ledger entries, not a column
    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=100)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager["Account"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]


class Post(Kept):
    """A post (岗位) in a body; people come and go, the post keeps its rights and its record."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices())
    title = models.CharField(max_length=100)
    holder = models.ForeignKey(Account, models.PROTECT, null=True, related_name="posts")

    class Meta:
        indexes = [models.Index(fields=["body", "role"])]


class LoginCode(models.Model):
    """A one-time code that lets an account in once, to set a password of its own."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="login_code")
    code_hash = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)


class SignInTry(models.Model):
    """Failed sign-ins per account name and address, so guessing is slowed without locking others out."""

    username = models.CharField(max_length=60)
    address = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["username", "address", "at"])]
