"""What somebody asks about their own data is theirs; that they asked, and the answer, are events."""

from audit.registry import exempt
from privacy.models import DataRequest

exempt(
    "privacy",
    {DataRequest: "a letter between a person and the secretariat; no baht and no decision of others rests on it"},
)
