from documents.models.letterheads import Letterhead, Numerals
from documents.models.papers import Blob, Counter, Document, DocumentState
from documents.models.parcels import Parcel, ParcelPart
from documents.models.signatures import HandSignature, Method, Scan, Signature

__all__ = [
    "Blob",
    "Counter",
    "Document",
    "DocumentState",
    "HandSignature",
    "Letterhead",
    "Method",
    "Numerals",
    "Parcel",
    "ParcelPart",
    "Scan",
    "Signature",
]
