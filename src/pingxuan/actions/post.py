"""Posts and the people who hold them: bodies, accounts, one-time login codes, hand-over, signing in."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.core.finding import Finding, Refused
from pingxuan.core.words import Role
from pingxuan.models import Account, Body, LoginCode, Post, SignInTry

CODE_LIFE = timedelta(days=7)
CODE_TRIES = 5
TRIES_ALLOWED = 8
TRIES_WINDOW = timedelta(minutes=10)


def add_body(name: str, *, by: Actor, at: datetime) -> Body:
    """Adds a body (单位) by its full name; returns the one there when the name is known already."""
    if not name.strip():
        raise Refused(Finding("body_name_missing", "请填写单位全称。", where="name"))
    with transaction.atomic():
        held = Body.objects.filter(name=name.strip()).first()
        if held is None:
            held = Body(id=by.mint(), name=name.strip())
            record("add_body", held, by=by, at=at, rows=[held])
    return held


def add_account(username: str, name: str, *, by: Actor, at: datetime) -> Account:  # noqa: ARG001
    """Makes an account without a password: its owner gets in with a one-time code. Raises Refused if taken.

    Credentials stay outside the ledger; the post given to the account is what is recorded.
    """
    wanted = username.strip()
    if not wanted or not name.strip():
        raise Refused(Finding("account_incomplete", "请填写账号和姓名。", where="username"))
    with transaction.atomic():
        if Account.objects.filter(username=wanted).exists():
            raise Refused(
                Finding("username_taken", f"账号“{wanted}”已有人使用，请换一个。", where="username")
            )
        account = Account(username=wanted, name=name.strip())
        account.set_unusable_password()
        account.save()
    return account


def add_post(
    body: Body, role: Role, title: str, *, by: Actor, at: datetime, holder: Account | None = None
) -> Post:
    """Adds a post (岗位) to a body, held by ``holder`` if given."""
    with transaction.atomic():
        post = Post(id=by.mint(), body=body, role=role, title=title.strip() or role.label, holder=holder)
        record("add_post", post, by=by, at=at, rows=[post])
    return post


def hand_over(post: Post, holder: Account | None, *, by: Actor, at: datetime) -> Post:
    """Hands a post to another person (岗位移交); the one who held it has no rights from it any more."""
    with transaction.atomic():
        held = Post.objects.select_for_update().get(pk=post.pk)
        held.holder = holder
        record("hand_over", held, by=by, at=at, rows=[held])
    return held


def issue_login_code(account: Account, *, by: Actor, at: datetime) -> str:
    """A new one-time code of ten digits for an account, good for seven days; the old one dies.

    Only its hash is kept: it is shown once, to be handed over on paper or by phone.
    """
    code = f"{int.from_bytes(by.fresh(8), 'big') % 10**10:010d}"
    with transaction.atomic():
        LoginCode.objects.update_or_create(
            account=account,
            defaults={
                "code_hash": make_password(code),
                "expires_at": at + CODE_LIFE,
                "tries_left": CODE_TRIES,
            },
        )
        post = Post.objects.filter(holder=account).order_by("pk").first()
        if post is not None:
            record("issue_login_code", post, by=by, at=at)
    return code


def use_login_code(username: str, code: str, new_password: str, *, at: datetime) -> Account | None:
    """Lets an account in with its one-time code and sets the password chosen; None when the code is no good.

    The code dies with its use or with the fifth wrong try.
    """
    with transaction.atomic():
        kept = (
            LoginCode.objects.select_for_update()
            .filter(account__username=username.strip(), account__is_active=True)
            .select_related("account")
            .first()
        )
        if kept is None or kept.expires_at < at or kept.tries_left == 0:
            return None
        if not check_password(code.strip(), kept.code_hash):
            kept.tries_left -= 1
            kept.save()
            return None
        account = kept.account
        account.set_password(new_password)
        account.save()
        kept.delete()
        return account


def change_password(account: Account, new_password: str) -> Account:
    """Sets the password a person chose; what it was is known to nobody, so the ledger says nothing of it."""
    with transaction.atomic():
        held = Account.objects.select_for_update().get(pk=account.pk)
        held.set_password(new_password)
        held.save()
    return held


def deactivate(account: Account, *, by: Actor, at: datetime) -> list[Post]:
    """Closes an account for good: its posts stand vacant, its codes die, its sessions end with it.

    Raises Refused when it is the actor's own.
    """
    with transaction.atomic():
        posts = list(Post.objects.select_for_update().filter(holder=account).order_by("pk"))
        if by.post_id in {post.pk for post in posts}:
            raise Refused(Finding("own_account", "不能停用自己正在使用的账号，请由其他管理人员办理。"))
        LoginCode.objects.filter(account=account).delete()
        account.is_active = False
        account.save()
        for post in posts:
            post.holder = None
            record("deactivate", post, by=by, at=at, rows=[post])
    return posts


def too_many_tries(username: str, address: str, *, at: datetime) -> bool:
    """Whether this name from this address has failed too often of late; others are not locked out by it."""
    since = at - TRIES_WINDOW
    recent = SignInTry.objects.filter(username=username.strip()[:60], address=address, at__gt=since)
    return recent.count() >= TRIES_ALLOWED


def note_failed_try(username: str, address: str, *, at: datetime) -> None:
    """Counts a failed sign-in; old ones are forgotten."""
    SignInTry.objects.filter(at__lte=at - TRIES_WINDOW).delete()
    SignInTry.objects.create(username=username.strip()[:60], address=address, at=at)


def note_sign_in(post: Post, *, by: Actor, at: datetime) -> None:
    """Keeps that the holder of a post signed in."""
    with transaction.atomic():
        record("sign_in", post, by=by, at=at)
