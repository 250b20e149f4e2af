"""Invitations: a link for a nominee that opens a page asking for a short code given separately."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from pingxuan.actions.recording import record
from pingxuan.core.actor import Actor
from pingxuan.models import Invitation, Nomination

LINK_LIFE = timedelta(days=30)
CODE_DIGITS = 6
TRIES = 5


def invite(nomination: Nomination, *, by: Actor, at: datetime) -> tuple[str, str]:
    """A new link token and its six-digit code for a nomination; earlier links die. Only hashes are kept."""
    token = by.mint() + by.mint()
    code = f"{int.from_bytes(by.fresh(8), 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
    with transaction.atomic():
        Invitation.objects.filter(nomination=nomination).update(revoked=True)
        Invitation.objects.create(
            token=token,
            nomination=nomination,
            code_hash=make_password(code),
            expires_at=at + LINK_LIFE,
            tries_left=TRIES,
        )
        record("invite", nomination, by=by, at=at)
    return token, code


def enter(token: str, code: str, *, at: datetime) -> Nomination | None:
    """The nomination a link and its code open, or None; the fifth wrong code ends the link."""
    with transaction.atomic():
        kept = (
            Invitation.objects.select_for_update(of=("self",))
            .filter(token=token, revoked=False, expires_at__gt=at, tries_left__gt=0)
            .select_related("nomination__nominating_body__body")
            .first()
        )
        if kept is None:
            return None
        if check_password(code.strip(), kept.code_hash):
            return kept.nomination
        kept.tries_left -= 1
        kept.save()
        return None


def revoke_invitation(nomination: Nomination, *, by: Actor, at: datetime) -> bool:
    """Ends every link of a nomination that still opens; False when there was none."""
    with transaction.atomic():
        standing = Invitation.objects.filter(nomination=nomination, revoked=False, expires_at__gt=at)
        if not standing.update(revoked=True):
            return False
        record("revoke_invitation", nomination, by=by, at=at)
    return True
