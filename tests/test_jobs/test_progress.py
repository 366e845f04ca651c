"""The progress of long work: who asked for it watches it, nobody else learns that it is there."""

from __future__ import annotations

import pytest

from jobs import services
from jobs.models import Job
from people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(client) -> Job:
    somsri = Person.objects.get(username="somsri")
    client.force_login(somsri)
    return services.enqueue("tests.nothing", owner_person_id=somsri.pk)


def test_the_page_stands_without_scripts_and_the_fragment_asks_again(client, job):
    page = client.get(f"/jobs/{job.pk}/")
    assert f'href="/jobs/{job.pk}/"' in page.content.decode()
    fragment = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in fragment
    assert "<html" not in fragment


def test_it_says_how_far_it_is(client, job):
    Job.objects.update(progress_done=3, progress_total=4, progress_text="หน้า 3")
    assert "หน้า 3" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_finished_work_is_not_asked_for_again_and_can_be_opened(client, job):
    services.finish(services.claim(job.pk), {"url": "/documents/1/"})
    said = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'href="/documents/1/"' in said
    assert "hx-trigger" not in said


@pytest.mark.parametrize("who", ["boonmee", "other", "stranger"])
def test_others_do_not_learn_of_it(client, job, who):
    client.force_login(Person.objects.get(username=who))
    assert client.get(f"/jobs/{job.pk}/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, job):
    client.logout()
    assert client.get(f"/jobs/{job.pk}/").status_code == 302
