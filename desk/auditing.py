"""What auditors take away: the latest events, the checkpoint, the bundle of their province and the verifier."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.temp import NamedTemporaryFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit import bundle as bundles
from audit.reports import events_in, latest_checkpoint, roots
from people.actors import Actor

NEWEST = 50


def _tree(actor: Actor) -> str:
    """The tree of the actor's province; only who oversees it reads it."""
    if not actor.oversees or actor.province_id is None:
        raise PermissionDenied(_("Only auditors and the provincial secretariat read the log."))
    return actor.province_id


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    tree = _tree(request.actor)
    size, root = roots(tree).get(tree, (0, ""))
    told = events_in(tree, after=max(size - NEWEST, 0) - 1, limit=NEWEST)
    timeline = [
        {"text": one.sentence, "when": one.occurred_at, "detail": f"{one.seq} · {one.event} · {one.subject}"}
        for one in reversed(told)
    ]
    context = {"tree": tree, "size": size, "root": root, "checkpoint": latest_checkpoint(), "timeline": timeline}
    return render(request, "desk/audit.html", {**context, "nav": "audit"})


@require_safe
@login_required
def bundle(request: HttpRequest, tree: str) -> FileResponse:
    """The province's whole log as one file, to verify without this service."""
    if tree != _tree(request.actor):
        raise PermissionDenied(_("This is another province's log."))
    file = NamedTemporaryFile(suffix=".zip")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        bundles.export(tree, Path(folder))
        for part in sorted(Path(folder).iterdir()):
            archive.write(part, part.name)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"audit-{tree}.zip")


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """The program that verifies a bundle; get it from elsewhere than the bundle."""
    path = Path(settings.BASE_DIR) / "verify_audit.py"
    return FileResponse(
        BytesIO(path.read_bytes()), as_attachment=True, filename=path.name, content_type="text/x-python"
    )
