"""What was tried at the doors is forgotten after ninety days: personal data, and nothing rests on it."""

from audit.registry import exempt
from doors.models import SecurityEvent

exempt("doors", {SecurityEvent: "forgotten after ninety days; until then the owner alone may remove it"})
