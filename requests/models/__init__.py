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
from requests.models.routes import Call, CostNorm, Route, RouteStage

__all__ = [
    "Activity",
    "Attachment",
    "AttachmentKind",
    "BudgetLine",
    "BudgetRequest",
    "Call",
    "Category",
    "CostNorm",
    "Defect",
    "DefectList",
    "Indicator",
    "IndicatorKind",
    "MoneyPart",
    "MoneyPartKind",
    "Objective",
    "Revision",
    "Route",
    "RouteStage",
    "TargetGroup",
]
