"""The only writers of papers, signatures and letter heads: one function a verb."""

from documents.services.issuing import freeze, mark_failed, pdf, render
from documents.services.signing import Signer

__all__ = ["Signer", "freeze", "mark_failed", "pdf", "render"]
