"""Papers, what was signed on them, and the bytes behind both are evidence; facts and names in them can be erased."""

from audit.registry import Evidence, exempt, register
from documents.models import Blob, Counter, Document, HandSignature, Letterhead, Parcel, ParcelPart, Scan, Signature

register(
    "documents",
    Evidence(Blob, addressed=("content", "sha256")),
    Evidence(
        Document,
        changing=("pdf_id", "size_bytes", "template_version", "ready_at"),
        personal=("facts",),
        shown=True,
        without={"state": "whether the PDF is still being made; that it is there says pdf_id"},
    ),
    Evidence(Scan),
    Evidence(
        Signature,
        changing=("method", "typed_name", "sha256", "scan_id", "signed_at", "signed_by_id", "confirmed_by_id"),
        personal=("typed_name",),
    ),
    Evidence(
        HandSignature,
        changing=("version", "state", "decided_at", "decided_by_id", "reason"),
        personal=("typed_name", "reason"),
    ),
)
exempt(
    "documents",
    {
        Counter: "the last number of a series: what was numbered holds its number, and no two hold the same",
        Letterhead: "how papers to come will look; each paper froze what it says",
        Parcel: "a file to fetch, thrown away after a week",
        ParcelPart: "bytes of a file to fetch",
    },
)
