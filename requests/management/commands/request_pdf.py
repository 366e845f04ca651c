"""manage.py request_pdf NUMBER FILE: the proposal of a request as PDF, by its receipt number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import services as documents
from documents.models import Document
from requests.models import BudgetRequest


class Command(BaseCommand):
    help = "Write the proposal of the request with receipt number NUMBER to FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="such as 57/2569/0012")
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, number: str, file: Path, **_options: Any) -> None:
        document = documents.render(_latest(number).pk)
        try:
            file.write_bytes(documents.pdf(document))
        except OSError as refused:
            raise CommandError(f"{file} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"{number}: {document.size_bytes} bytes, check code {document.code}, in {file}")


def _latest(number: str) -> Document:
    """What the latest submission froze."""
    row = BudgetRequest.objects.filter(receipt_number=number).first() if number else None
    revision = row.revisions.last() if row else None
    if revision is None or revision.document_id is None:
        raise CommandError(f"No request has the receipt number “{number}”. It reads like 57/2569/0012.")
    return Document.objects.get(pk=revision.document_id)
