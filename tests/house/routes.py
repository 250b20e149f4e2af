"""Who may ask for which address: the one table, filled by whoever builds a page.

``PUBLIC`` needs no signing in. A tuple of roles says who is let in when the record is theirs to see;
``ANYONE_SIGNED_IN`` is every role. Each row is checked against the real addresses in test_routes.py.
"""

from pingxuan.core.words import Role

PUBLIC: tuple[Role, ...] = ()
ANYONE_SIGNED_IN: tuple[Role, ...] = tuple(role for role in Role if role.value != "public")

ROUTES: dict[str, tuple[Role, ...]] = {}
