"""A nomination that is being filled follows the definition in force; one handed in keeps its version."""

from pingxuan.core.amendment import follows
from pingxuan.core.definition import Definition
from pingxuan.core.words import NominationState
from pingxuan.models import DefinitionVersion, Nomination
from pingxuan.queries.definition import award_of, current_version, definition_of, on_newest


def put_on(
    held: Nomination, version: DefinitionVersion, definition: Definition, state: NominationState | None = None
) -> bool:
    """Puts a locked nomination on ``version``, which holds ``definition``, where it follows it, as it stands or
    as it will in ``state``; tells whether it moved. The caller writes the row."""
    if held.definition_version_id == version.pk:
        return False
    moves = follows(
        state or NominationState(held.state),
        handed_in=bool(held.revision),
        old=award_of(held),
        new=definition.award(held.award_key),
    )
    if moves:
        held.definition_version = version
    return moves


def follow(held: Nomination, state: NominationState | None = None) -> bool:
    """Puts a locked nomination on the version in force where it follows it; tells whether it moved."""
    if on_newest(held):
        return False
    version = current_version(held.campaign)
    return put_on(held, version, definition_of(version), state)


def newest_for(nomination: Nomination, state: NominationState) -> dict[str, DefinitionVersion]:
    """The column a move to ``state`` changes where the nomination is to be filled on another version."""
    return {"definition_version": nomination.definition_version} if follow(nomination, state) else {}
