"""The only writers of papers, signatures and letter heads: one function a verb."""

from documents.services.batches import ask_for_zip
from documents.services.hands import confirm_signature, refuse_signature
from documents.services.heads import set_letterhead
from documents.services.issuing import freeze, keep, mark_failed, pdf, render
from documents.services.making import make_again, stop_making
from documents.services.parcels import ask_for_parcel, make_parcel, mark_trouble, stop_parcel, sweep_parcels
from documents.services.signers import Signer
from documents.services.signing import attach_scan, issue_sheet, sign, sign_by_hand

__all__ = [
    "Signer",
    "ask_for_parcel",
    "ask_for_zip",
    "attach_scan",
    "confirm_signature",
    "freeze",
    "issue_sheet",
    "keep",
    "make_again",
    "make_parcel",
    "mark_failed",
    "mark_trouble",
    "pdf",
    "refuse_signature",
    "render",
    "set_letterhead",
    "sign",
    "sign_by_hand",
    "stop_making",
    "stop_parcel",
    "sweep_parcels",
]
