from requests.models.budget_request import BudgetRequest
from requests.models.content import (
    Activity,
    Attachment,
    AttachmentKind,
    BudgetLine,
    Category,
    Indicator,
    IndicatorKind,
    MoneyPart,
    MoneyPartKind,
    Objective,
    TargetGroup,
)
from requests.models.history import Defect, DefectList, Revision

__all__ = [
    "Activity",
    "Attachment",
    "AttachmentKind",
    "BudgetLine",
    "BudgetRequest",
    "Category",
    "Defect",
    "DefectList",
    "Indicator",
    "IndicatorKind",
    "MoneyPart",
    "MoneyPartKind",
    "Objective",
    "Revision",
    "TargetGroup",
]
