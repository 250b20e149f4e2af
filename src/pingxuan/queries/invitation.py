"""Invitations as the doors need them: whether a link still opens, and when the standing one was sent."""

from datetime import datetime

from pingxuan.models import Invitation, Nomination


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation a link stands for while it can still be entered, with its campaign; else None."""
    return (
        Invitation.objects.filter(token=token, revoked=False, expires_at__gt=at, tries_left__gt=0)
        .select_related("nomination__campaign")
        .first()
    )


def standing_invitation(nomination: Nomination, *, at: datetime) -> Invitation | None:
    """The one link of a nomination that still opens, if any."""
    return Invitation.objects.filter(
        nomination=nomination, revoked=False, expires_at__gt=at, tries_left__gt=0
    ).first()
