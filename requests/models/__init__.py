from requests.models.batches import Batch, Brought
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
from requests.models.demands import Demand, Strength
from requests.models.history import Defect, DefectList, Revision
from requests.models.opened import Faces, OpenFile

__all__ = [
    "Activity",
    "Attachment",
    "AttachmentKind",
    "Batch",
    "Brought",
    "BudgetLine",
    "BudgetRequest",
    "Category",
    "Defect",
    "DefectList",
    "Demand",
    "Faces",
    "Indicator",
    "IndicatorKind",
    "MoneyPart",
    "MoneyPartKind",
    "Objective",
    "OpenFile",
    "Revision",
    "Strength",
    "TargetGroup",
]
