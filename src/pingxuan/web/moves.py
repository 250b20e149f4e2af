"""The moves a reader may ask for: which are offered, what has to be said with each, the act behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from pingxuan.actions import check, opinion
from pingxuan.actions import nomination as acts
from pingxuan.core.instants import beijing_date
from pingxuan.core.progress import moves_from
from pingxuan.core.words import NominationState, OpinionBy, Role
from pingxuan.queries.dossier import Dossier
from pingxuan.web.asking import AskedRequest, acting
from pingxuan.web.nomination_forms import OpinionForm, ReasonForm, ReturnForm, wordings

OFFICE_MOVES = ("accept", "unaccept", "return", "reject")
BODY_MOVES = ("hand_in", "send_back", "endorse", "recommend", "unendorse", "submit", "withdraw")
DANGEROUS = frozenset({"withdraw", "reject"})
KEYS = {"accept": "a", "return": "r"}


@dataclass(frozen=True)
class Door:
    """One move as the page offers it: a button, or a form where something has to be said with it."""

    name: str
    label: str
    form: forms.Form | None = None
    open: bool = False

    @property
    def dangerous(self) -> bool:
        """Whether it ends the nomination."""
        return self.name in DANGEROUS

    @property
    def key(self) -> str:
        """The keyboard's key for it, "" for none."""
        return KEYS.get(self.name, "")


def is_own(request: AskedRequest, held: Any) -> bool:
    """Whether the nomination is the actor's own body's, not a member unit's."""
    return bool(held.nominating_body.body_id == acting(request).body_id)


def doors_of(
    request: AskedRequest, held: Any, dossier: Dossier, refused: str = "", form: forms.Form | None = None
) -> list[Door]:
    """The moves this role may ask for now, in the table's order; ``form`` is that of a ``refused`` move."""
    actor, state = acting(request), NominationState(held.state)
    if actor.role is Role.BODY_OFFICER and not is_own(request, held):
        return []
    offered = OFFICE_MOVES if actor.role is Role.ORGANISER else BODY_MOVES
    doors = []
    for move in moves_from(state, actor.role):
        if move.name not in offered or not _has_turn(move.name, dossier):
            continue
        made = form if move.name == refused else _fresh_form(move.name, request, held, dossier)
        doors.append(Door(move.name, move.label, made, open=move.name == refused))
    return doors


def _has_turn(name: str, dossier: Dossier) -> bool:
    """An opinion is asked for while one is open; a recommendation without words when none is."""
    due = dossier.next_step is not None
    return due if name == "endorse" else not due if name == "recommend" else True


def _fresh_form(name: str, request: AskedRequest, held: Any, dossier: Dossier) -> forms.Form | None:
    if name in {"hand_in", "recommend", "submit", "accept"}:
        return None
    if name == "return":
        return ReturnForm()
    if name == "endorse":
        step = dossier.next_step
        by_unit = step is not None and step.by is OpinionBy.FILING_UNIT
        return OpinionForm(
            initial={
                "text": wordings(step)[0],
                "signed_on": beijing_date(request.received_at).isoformat(),
                "capacity": (held.unit_name or held.nominee_name) if by_unit else held.nominating_body.name,
            }
        )
    return ReasonForm()


Act = Callable[[AskedRequest, Any, Mapping[str, Any]], Any]


def _send_back(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    acts.send_back(held, told["reason"], by=acting(request), at=request.received_at)


def _endorse(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    words = opinion.Words(told["text"], told["signatory"], told["signed_on"], told["capacity"])
    opinion.endorse(held, words, by=acting(request), at=request.received_at)


def _recommend(request: AskedRequest, held: Any, _told: Mapping[str, Any]) -> None:
    opinion.recommend(held, by=acting(request), at=request.received_at)


def _unendorse(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    opinion.unendorse(held, told["reason"], by=acting(request), at=request.received_at)


def _submit(request: AskedRequest, held: Any, _told: Mapping[str, Any]) -> None:
    acts.submit(held, by=acting(request), at=request.received_at)


def _withdraw(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    acts.withdraw(held, told["reason"], by=acting(request), at=request.received_at)


def _accept(request: AskedRequest, held: Any, _told: Mapping[str, Any]) -> None:
    check.accept(held, by=acting(request), at=request.received_at)


def _unaccept(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    check.undo_acceptance(held, told["reason"], by=acting(request), at=request.received_at)


def _return(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    due = told["correct_by"]
    check.return_for_correction(held, told["reason"], due, by=acting(request), at=request.received_at)


def _reject(request: AskedRequest, held: Any, told: Mapping[str, Any]) -> None:
    check.reject(held, told["reason"], by=acting(request), at=request.received_at)


ACTS: Mapping[str, tuple[type[forms.Form], Act]] = {
    "send_back": (ReasonForm, _send_back),
    "endorse": (OpinionForm, _endorse),
    "recommend": (forms.Form, _recommend),
    "unendorse": (ReasonForm, _unendorse),
    "submit": (forms.Form, _submit),
    "withdraw": (ReasonForm, _withdraw),
    "accept": (forms.Form, _accept),
    "unaccept": (ReasonForm, _unaccept),
    "return": (ReturnForm, _return),
    "reject": (ReasonForm, _reject),
}
"""Move → the form that asks what has to be said with it, and the act behind it."""
