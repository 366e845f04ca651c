"""The auditor's room: who oversees the province, and nobody else; what is taken away there verifies."""

from __future__ import annotations

import io
import zipfile

import pytest

import verify_audit
from people.models import Person


@pytest.fixture
def visit(db, client):
    def go(who: str, url: str):
        client.force_login(Person.objects.get(username=who))
        return client.get(url)

    return go


@pytest.mark.parametrize("who", ["auditor", "secretariat"])
def test_overseers_read_the_log_in_words(visit, who):
    assert visit(who, "/audit/").headers["Location"] == "/audit/57/"
    page = visit(who, "/audit/57/")
    assert page.status_code == 200 and "1,000,000.00" in page.content.decode()


@pytest.mark.parametrize("who", ["treasurer", "somsri", "board_chair", "codi", "stranger"])
@pytest.mark.parametrize("url", ["/audit/", "/audit/57/", "/audit/57/bundle/", "/audit/56/", "/audit/system/"])
def test_others_learn_nothing(visit, who, url):
    assert visit(who, url).status_code == 404


@pytest.mark.parametrize("url", ["/audit/56/", "/audit/system/", "/audit/56/bundle/"])
def test_an_auditor_reads_one_province_only(visit, url):
    assert visit("auditor", url).status_code == 404


@pytest.mark.parametrize("before", ["0", "1", "-1", "x", "9" * 30])
def test_any_page_of_the_log_can_be_asked_for(visit, before):
    assert visit("auditor", f"/audit/57/?before={before}").status_code == 200


def test_the_bundle_taken_away_verifies(visit, tmp_path):
    packed = b"".join(visit("auditor", "/audit/57/bundle/").streaming_content)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    assert verify_audit.main([str(tmp_path / "audit-57")]) == 0


def test_the_log_needs_the_same_queries_whatever_its_size(visit, client, django_assert_max_num_queries):
    visit("auditor", "/audit/57/")
    with django_assert_max_num_queries(10):
        client.get("/audit/57/")
