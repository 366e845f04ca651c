"""What kinds of organisations and seats there are, what weighs on each, and which exclude each other for one person.

Three tables, and everything that asks for more than "who sits here" reads them: which roles an organisation of a kind has
(`ROLES_OF`), what a seat gives into one's hands (`weight_of`), which two seats one person never holds (`EXCLUDES`).
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", _("Tambon community organisation council")
    WORKING_GROUP = "working_group", _("Working group over several tambons")
    NETWORK = "network", _("Provincial network")
    TAMBON_COMMITTEE = "tambon_committee", _("Tambon committee")
    AMPHOE_COMMITTEE = "amphoe_committee", _("Amphoe committee")
    PROVINCE_COMMITTEE = "province_committee", _("Province committee")
    FUND_BOARD = "fund_board", _("Fund board")
    CENTRAL_FUND = "central_fund", _("Provincial central fund")
    PARTNER_AGENCY = "partner_agency", _("Partner agency")
    AUDIT_OFFICE = "audit_office", _("Audit office")
    GOVERNANCE_BOARD = "governance_board", _("Governance board")
    SECRETARIAT = "secretariat", _("Provincial secretariat")


class Role(models.TextChoices):
    SECRETARY = "secretary", _("Secretary")
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    MEMBER = "member", _("Member")
    TREASURER = "treasurer", _("Treasurer")
    APPROVER = "approver", _("Approver")
    CASHIER = "cashier", _("Cashier")
    OFFICER = "officer", _("Officer")
    AUDITOR = "auditor", _("Auditor")
    SECRETARIAT = "secretariat", _("Secretariat")


class Weight(StrEnum):
    """What a seat gives into one's hands."""

    ORDINARY = "ordinary"  # a council's own affairs
    OFFICE = "office"  # decides on others, or promises an agency's money
    MONEY = "money"
    OVERSIGHT = "oversight"  # reads everything in a province, or sets it up


ASKERS = (OrganisationKind.COUNCIL, OrganisationKind.WORKING_GROUP, OrganisationKind.NETWORK)
COMMITTEES = (
    OrganisationKind.TAMBON_COMMITTEE,
    OrganisationKind.AMPHOE_COMMITTEE,
    OrganisationKind.PROVINCE_COMMITTEE,
    OrganisationKind.FUND_BOARD,
)
FUNDERS = (OrganisationKind.CENTRAL_FUND, OrganisationKind.PARTNER_AGENCY)
OVERSEERS = (OrganisationKind.AUDIT_OFFICE, OrganisationKind.GOVERNANCE_BOARD, OrganisationKind.SECRETARIAT)
# Whoever speaks in one of these binds an organisation that gives money: an agency's officers, and everybody who votes on a
# fund's board. They read, acknowledge and ask as soon as they have come in, and bind nobody before they are recognised.
BINDING = (OrganisationKind.PARTNER_AGENCY, OrganisationKind.FUND_BOARD)
# Offices before which every request of their province comes, or lies open.
WHOLE_PROVINCE = (
    OrganisationKind.PROVINCE_COMMITTEE,
    OrganisationKind.FUND_BOARD,
    OrganisationKind.CENTRAL_FUND,
    *OVERSEERS,
)
# Who may have seen somebody's card. The fund's own board is not among them: it confirms the fund's officers already.
OFFICIALS = (
    OrganisationKind.AMPHOE_COMMITTEE,
    OrganisationKind.PROVINCE_COMMITTEE,
    OrganisationKind.PARTNER_AGENCY,
    *OVERSEERS,
)

VOTERS = (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER)
MONEY_ROLES = (Role.TREASURER, Role.APPROVER, Role.CASHIER)
OVERSIGHT_ROLES = (Role.AUDITOR, Role.SECRETARIAT)
MFA_ROLES = (*MONEY_ROLES, Role.SECRETARIAT, Role.AUDITOR)
LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
_BODY = (*LEADERS, Role.MEMBER)

# A council that opens an auditor's seat in itself, or a treasurer's, finds no such seat.
ROLES_OF: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys((*ASKERS, *COMMITTEES, OrganisationKind.GOVERNANCE_BOARD), _BODY),
    OrganisationKind.CENTRAL_FUND: MONEY_ROLES,
    OrganisationKind.PARTNER_AGENCY: (Role.OFFICER,),
    OrganisationKind.AUDIT_OFFICE: (Role.AUDITOR,),
    OrganisationKind.SECRETARIAT: (Role.SECRETARIAT,),
}

GUARDED = (Weight.MONEY, Weight.OVERSIGHT)


def weight_of(kind: str, role: str) -> Weight:
    """By the organisation first: whoever sits in one that oversees reads the province, whatever the seat is called."""
    if role in MONEY_ROLES:
        return Weight.MONEY
    if kind in OVERSEERS or role in OVERSIGHT_ROLES:
        return Weight.OVERSIGHT
    return Weight.ORDINARY if kind in ASKERS else Weight.OFFICE


class Within(StrEnum):
    """How far two seats have to be apart."""

    ORGANISATION = "organisation"
    PROVINCE = "province"


def post_of(kind: str, role: str) -> str:
    """The name by which a seat stands in `EXCLUDES`; "" for one that excludes none."""
    if role in (*MONEY_ROLES, Role.AUDITOR):
        return str(role)
    return str(kind) if kind in _POSTS else ""


_POSTS = (OrganisationKind.SECRETARIAT, OrganisationKind.GOVERNANCE_BOARD, OrganisationKind.FUND_BOARD)

# Of each pair one person holds one, within that reach, for as long as the fiscal years of both terms touch: who paid in
# October does not audit in May. `people/sql/seats.sql` holds the same, and a test holds the two together.
EXCLUDES: dict[frozenset[str], Within] = {
    frozenset({"treasurer", "approver"}): Within.ORGANISATION,
    frozenset({"treasurer", "cashier"}): Within.ORGANISATION,
    frozenset({"approver", "cashier"}): Within.ORGANISATION,
    **{frozenset({"auditor", role.value}): Within.PROVINCE for role in MONEY_ROLES},
    **{frozenset({"secretariat", role.value}): Within.PROVINCE for role in MONEY_ROLES},
    # A stand-in is the exception that `stand_in_year` names: one fund, one fiscal year.
    **{frozenset({"governance_board", role.value}): Within.PROVINCE for role in MONEY_ROLES},
    frozenset({"auditor", "secretariat"}): Within.PROVINCE,
    frozenset({"auditor", "fund_board"}): Within.PROVINCE,
    frozenset({"governance_board", "secretariat"}): Within.PROVINCE,
    frozenset({"governance_board", "fund_board"}): Within.PROVINCE,
}
