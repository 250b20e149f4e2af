"""Who may ask for which address: the one table, filled by whoever builds a page.

``PUBLIC`` views are marked ``login_not_required`` and name no roles. Every other row equals ``view.roles``, the
roles let in when the record is theirs to see. Each row is checked against the real addresses in test_routes.py.
"""

from pingxuan.core.words import Role

PUBLIC: tuple[Role, ...] = ()
ANYONE_SIGNED_IN: tuple[Role, ...] = tuple(role for role in Role if role.value != "public")

OFFICE = (Role.ORGANISER, Role.LEADER, Role.AUDITOR)
ORGANISER = (Role.ORGANISER,)
BODY = (Role.BODY_OFFICER,)
KEEPS_RECORDS = (Role.ORGANISER, Role.AUDITOR)

ROUTES: dict[str, tuple[Role, ...]] = {
    "dashboard": (*OFFICE, Role.BODY_OFFICER),
    "nominations": (*OFFICE, Role.BODY_OFFICER),
    "nomination": (*OFFICE, Role.BODY_OFFICER),
    "nomination_history": (*OFFICE, Role.BODY_OFFICER),
    "nomination_next": (*OFFICE, Role.BODY_OFFICER),
    "nomination_file": (*OFFICE, Role.BODY_OFFICER),
    "nomination_move": (Role.ORGANISER, Role.BODY_OFFICER),
    "rule_suspicion": (Role.ORGANISER, Role.BODY_OFFICER),
    "new_nomination": BODY,
    "nomination_form": BODY,
    "nomination_confirm": BODY,
    "nomination_draft": BODY,
    "nomination_check": BODY,
    "nomination_preview": BODY,
    "nominate_again": BODY,
    "invite": BODY,
    "invitation_slip": BODY,
    "revoke_invitation": BODY,
    "summary": BODY,
    "order_summary": BODY,
    "submit_many": BODY,
    "check_many": ORGANISER,
    "paper_copies": ORGANISER,
    "issues": (*OFFICE, Role.BODY_OFFICER),
    "papers": (*OFFICE, Role.BODY_OFFICER),
    "paper": (*OFFICE, Role.BODY_OFFICER),
    "form_paper": (*OFFICE, Role.BODY_OFFICER),
    "invitation": PUBLIC,
    "fill": PUBLIC,
    "fill_confirm": PUBLIC,
    "fill_draft": PUBLIC,
    "fill_check": PUBLIC,
    "fill_preview": PUBLIC,
    "fill_progress": PUBLIC,
    "fill_leave": PUBLIC,
    "fill_file": PUBLIC,
    "consultations": KEEPS_RECORDS,
    "consultation": KEEPS_RECORDS,
    "new_consultation": ORGANISER,
    "visits": (*OFFICE, Role.INSPECTOR),
    "visit": (*OFFICE, Role.INSPECTOR),
    "visit_photo": (*OFFICE, Role.INSPECTOR),
    "visit_plan": ORGANISER,
    "reassign_visit": ORGANISER,
    "new_veto": ORGANISER,
    "lift_veto": ORGANISER,
    "selection": OFFICE,
    "publication": OFFICE,
    "published": OFFICE,
    "objection": OFFICE,
    "publish_list": ORGANISER,
    "fill_in": ORGANISER,
    "drop": ORGANISER,
    "organiser_opinions": ORGANISER,
    "decision": ORGANISER,
    "plaques": OFFICE,
    "plaque": OFFICE,
    "plaque_code": OFFICE,
    "archive": KEEPS_RECORDS,
    "ledger": KEEPS_RECORDS,
    "public_notice": PUBLIC,
    "object": PUBLIC,
    "objection_answer": PUBLIC,
    "verify": PUBLIC,
}
