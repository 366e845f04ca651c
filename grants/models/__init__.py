from grants.models.agreements import Agreement, Instalment, Refund, Report, ReportLine
from grants.models.offers import Channel, Offer, OfferLine, Question

__all__ = [
    "Agreement",
    "Channel",
    "Instalment",
    "Offer",
    "OfferLine",
    "Question",
    "Refund",
    "Report",
    "ReportLine",
]
