"""The auditor's room: the events of a province, its tree, and the bundle to verify at home.

`request.actor` is known here by what it can be asked only: the app of persons stands above this one.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from audit import bundle, reports

PAGE = 50


def _require_overseer(actor: Any, tree: str) -> None:
    """Who oversees another province, or none, does not learn that there is anything."""
    if not actor.oversees or actor.province_id != tree:
        raise Http404


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    actor: Any = getattr(request, "actor", None)
    if not actor.oversees:
        raise Http404
    return redirect("audit:tree", actor.province_id)


@require_safe
@login_required
def tree(request: HttpRequest, tree: str) -> HttpResponse:
    """The newest events first; `before` is the sequence number of the last one seen."""
    _require_overseer(getattr(request, "actor", None), tree)
    size, root = reports.roots().get(tree, (0, ""))
    asked = request.GET.get("before", "")
    before = min(int(asked[:18]), size) if asked.isdecimal() else size
    events = reports.events_in(tree, after=max(before - PAGE, 0) - 1, limit=min(before, PAGE))[::-1]
    context = {
        "tree": tree, "size": size, "root": root, "checkpoint": reports.latest_checkpoint(), "nav": "audit",
        "timeline": [{"text": told.sentence, "when": told.occurred_at, "detail": f"#{told.seq} · {told.subject}"} for told in events],
        "older": events[-1].seq if events and events[-1].seq else None,
    }  # fmt: skip
    return render(request, "audit/tree.html", context)


@require_safe
@login_required
def take_bundle(request: HttpRequest, tree: str) -> FileResponse:
    """The bundle as one file; `verify_audit.py` is to be got from elsewhere, so it is not in it."""
    _require_overseer(getattr(request, "actor", None), tree)
    packed = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        bundle.export(tree, Path(folder))
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, f"audit-{tree}/{path.name}")
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"audit-{tree}.zip")
