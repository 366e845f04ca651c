"""One guide a role, in the order in which money passes their hands."""

from __future__ import annotations

from portal.help.guides.asking import COUNCIL, RESIDENT
from portal.help.guides.deciding import COMMITTEE_SECRETARY, MEMBER
from portal.help.guides.overseeing import AUDITOR, SECRETARIAT
from portal.help.guides.paying import AGENCY, FUND

GUIDES = {
    guide.key: guide for guide in (RESIDENT, COUNCIL, COMMITTEE_SECRETARY, MEMBER, FUND, AGENCY, AUDITOR, SECRETARIAT)
}
