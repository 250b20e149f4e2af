"""Who may ask for which address: the one table, filled by whoever builds a page.

``PUBLIC`` views are marked ``login_not_required`` and name no roles. Every other row equals ``view.roles``, the
roles let in when the record is theirs to see. Each row is checked against the real addresses in test_routes.py.
"""

from pingxuan.core.words import Role

PUBLIC: tuple[Role, ...] = ()
ANYONE_SIGNED_IN: tuple[Role, ...] = tuple(role for role in Role if role.value != "public")

ROUTES: dict[str, tuple[Role, ...]] = {}
