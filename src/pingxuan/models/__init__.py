"""What is kept: one file per stage; every table whose rows are Kept is guarded by ledger triggers."""

from pingxuan.models.account import Account, LoginCode, Post, SignInTry
from pingxuan.models.body import Body, NominatingBody
from pingxuan.models.campaign import Campaign, DefinitionVersion
from pingxuan.models.consultation import Consultation, ConsultationReply
from pingxuan.models.file import StoredFile
from pingxuan.models.ledger import LedgerContent, LedgerEntry, LedgerHead
from pingxuan.models.nomination import Draft, Invitation, Nomination, NominationRevision
from pingxuan.models.opinion import Opinion
from pingxuan.models.paper_copy import PaperCopy
from pingxuan.models.plaque import Plaque
from pingxuan.models.publication import Decision, Objection, Publication
from pingxuan.models.quota import Allotment
from pingxuan.models.register import RegisterEntry, SuspicionRuling
from pingxuan.models.roster import RosterEntry
from pingxuan.models.selection import Selection, SelectionDecision
from pingxuan.models.visit import VetoFinding, Visit, VisitPhoto

__all__ = [
    "Account", "Allotment", "Body", "Campaign", "Consultation", "ConsultationReply", "Decision",
    "DefinitionVersion", "Draft", "Invitation", "LedgerContent", "LedgerEntry", "LedgerHead", "LoginCode",
    "NominatingBody", "Nomination", "NominationRevision", "Objection", "Opinion", "PaperCopy", "Plaque",
    "Post", "Publication", "RegisterEntry", "RosterEntry", "Selection", "SelectionDecision", "SignInTry",
    "StoredFile", "SuspicionRuling", "VetoFinding", "Visit", "VisitPhoto",
]  # fmt: skip
