"""Letters and notices say again what is told elsewhere."""

from audit.registry import exempt
from notices.models import Mail, Notice

exempt(
    "notices",
    {
        Notice: "what somebody is told of an event, until they have read it",
        Mail: "a letter to send; its words go once it is sent",
    },
)
