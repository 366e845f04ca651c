"""`/parts/`: every part that pages are made of, on one page, as it looks: to develop by, and for the tests' pictures.

There only where `SHOW_PARTS` or `DEBUG` says so; the content is made up, and the day stands still, or no two pictures were alike.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from jobs import clock
from requests.reports import Step

SATANG = 100  # of one baht
DAY = datetime(2026, 3, 17, 10, 0, tzinfo=clock.BANGKOK)
ASKER = "สภาองค์กรชุมชนตำบลดอยฮาง"
TITLE = "ซ่อมฝายและแนวกันไฟ บ้านห้วยหมาก"


class Sample(forms.Form):
    """A box as it stands, one with a hint, one that was refused, one to choose from."""

    plain = forms.CharField(label=_("Title"), initial=TITLE)
    hinted = forms.CharField(label=_("Amount, baht"), help_text="79,400", required=False)
    refused = forms.CharField(label=pgettext("a part", "Day"))
    chosen = forms.ChoiceField(label=_("State"), choices=[("a", ASKER), ("b", TITLE)])


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.SHOW_PARTS):
        raise Http404
    with clock.at(DAY):
        return render(request, "parts/index.html", context())


def context() -> dict[str, Any]:
    form = Sample({"plain": TITLE, "hinted": "79,400", "chosen": "a"})
    form.is_valid()
    return {
        "asker": ASKER,
        "subject": TITLE,
        "days": {"late": date(2026, 1, 5), "soon": date(2026, 3, 20), "later": date(2026, 12, 1)},
        "states": ["draft", "moving", "waits", "done", "stopped", "wrong"],
        "amounts": {"asked": 102_800 * SATANG, "endorsed": 96_600 * SATANG, "promised": 88_000 * SATANG},
        "paid": 61_250 * SATANG,
        "returned": 1_250 * SATANG + 50,
        "way": _way(),
        "timeline": [{"text": TITLE, "when": DAY, "who": ASKER}, {"text": ASKER, "when": DAY, "who": ""}],
        "lines": _lines(),
        "form": form,
        "page": {"newer": "1", "older": "2"},
    }


def _way() -> list[Step]:
    names = ("ตรวจความครบถ้วน", "คณะกรรมการระดับอำเภอ", "ผู้ให้ทุนตอบ", "ปิดโครงการ")
    return [Step(name, at < 2, at == 2, DAY if at < 2 else None) for at, name in enumerate(names)]


def _lines() -> list[dict[str, Any]]:
    factors = [{"quantity": "20", "unit": "คน"}, {"quantity": "2", "unit": "มื้อ"}]
    lunch = {"position": 1, "description": "ค่าอาหารกลางวัน", "factors": factors, "rate": 80 * SATANG}
    sum_of_it = {"amount": 3_200 * SATANG, "endorsed": 3_000 * SATANG, "over_norm_reason": "พื้นที่ห่างไกล"}
    return [lunch | sum_of_it, {"position": 2, "description": "ค่าปูนซีเมนต์", "amount": 9_000 * SATANG, "endorsed": None}]
