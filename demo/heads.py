"""The letter heads of the demo: an address and a telephone for who writes letters, an emblem of its own for each fund."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.cast import Cast
from documents.services import set_letterhead
from people.models import Organisation, OrganisationKind

_WRITERS = {
    OrganisationKind.COUNCIL: ("ที่ทำการสภาองค์กรชุมชน", "ฝ่ายเลขานุการสภา"),
    OrganisationKind.AMPHOE_COMMITTEE: ("ที่ว่าการอำเภอ", "ฝ่ายเลขานุการคณะกรรมการ"),
    OrganisationKind.FUND_BOARD: ("ศาลากลางจังหวัด", "ฝ่ายเลขานุการกองทุน"),
    OrganisationKind.SECRETARIAT: ("ศาลากลางจังหวัด", "ฝ่ายเลขานุการจังหวัด"),
    OrganisationKind.CENTRAL_FUND: ("ศาลากลางจังหวัด", "ฝ่ายการเงินกองทุน"),
}
# Three ridges under a sun, within a ring: drawn for the demo, and no state emblem.
_EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="47" fill="none" stroke="{colour}" '
    'stroke-width="4"/><circle cx="50" cy="36" r="11" fill="{colour}"/><path d="M12 72 L34 48 L50 64 L64 50 L88 72 Z" '
    'fill="{colour}"/><path d="M18 80 H82" stroke="{colour}" stroke-width="4"/></svg>'
)
_COLOURS = {"57": "#0b5d5b", "56": "#7a4a12", "58": "#3c3f7d"}


def put_up(cast: Cast) -> None:
    """The secretariat of each province sets them; a telephone ends in the row's own number, so that none is anybody's."""
    for organisation in cast.organisations.values():
        if organisation.kind in _WRITERS:
            place, unit = _WRITERS[OrganisationKind(organisation.kind)]
            set_letterhead(
                organisation.pk,
                address=f"{place} {_where(organisation)}",
                unit=unit,
                phone=f"053 000 {organisation.pk:03}",
                emblem=_emblem(organisation),
                actor=cast.actor(f"admin{organisation.province_id}", "secretariat"),
            )


def _where(organisation: Organisation) -> str:
    district = f"อำเภอ{organisation.district.name_th} " if organisation.district else ""
    return f"{district}จังหวัด{organisation.province.name_th}"


def _emblem(organisation: Organisation) -> SimpleUploadedFile | None:
    if organisation.kind not in (OrganisationKind.CENTRAL_FUND, OrganisationKind.FUND_BOARD):
        return None
    drawing = _EMBLEM.format(colour=_COLOURS[organisation.province_id])
    return SimpleUploadedFile("emblem.svg", drawing.encode(), "image/svg+xml")
