"""Who acts: a person at a post, and the source of fresh randomness an action may not fetch for itself."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field

from pingxuan.core.words import Role


@dataclass(frozen=True)
class Actor:
    """A person at a post. ``body_id`` is the post's body; a nominee is let in to one nomination only.

    ``fresh(n)`` returns n random bytes: the operating system's at the doors, a seeded source in rehearsals,
    so that below the doors nothing is random by itself.
    """

    post_id: str
    role: Role
    name: str
    fresh: Callable[[int], bytes] = field(compare=False, repr=False)
    body_id: str = ""
    nomination_id: str = ""

    def mint(self) -> str:
        """A new row id: 80 random bits as 16 lower-case letters and digits."""
        return base64.b32encode(self.fresh(10)).decode("ascii").lower()


def public_actor(fresh: Callable[[int], bytes]) -> Actor:
    """The public at large: may object to a publication, and nothing else."""
    return Actor(post_id="public", role=Role.PUBLIC, name=Role.PUBLIC.label, fresh=fresh)
