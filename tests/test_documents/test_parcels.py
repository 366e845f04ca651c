"""Files made in the background: once, whole or not at all, for who asked and while they may; kept for a week."""

from __future__ import annotations

import errno
import hashlib
from datetime import timedelta

import pytest

from audit import bundle
from desk import services as desk
from documents import reports, services
from documents.models import Parcel, ParcelPart
from documents.services import parcels
from jobs import claims, clock, running
from jobs import services as jobs
from jobs.models import Job
from people.models import Seat
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("at_noon")
DAY = timedelta(days=1)


def ask() -> Parcel:
    return desk.ask_for_bundle("57", actor=actor("auditor"))


def make(parcel: Parcel) -> Parcel:
    running.run(parcel.job_id)
    return Parcel.objects.select_related("job").get(pk=parcel.pk)


def file_of(parcel: Parcel) -> bytes:
    return b"".join(reports.bytes_of(parcel))


def writes(monkeypatch, write) -> None:
    monkeypatch.setattr(bundle, "pack", lambda reach, file, *, step: write(file, step))


# -- one file ------------------------------------------------------------------------------------------------------------


def test_asking_again_is_the_same_promise_until_something_has_changed(db):
    first = ask()
    assert ask() == first and Job.objects.filter(kind="documents.parcel").count() == 1
    made = make(first)
    assert ask() == made and Job.objects.filter(kind="documents.parcel").count() == 1
    factories.draft()
    second = ask()
    assert second != made and make(second).reach["size"] > made.reach["size"]


def test_it_is_kept_in_parts_under_the_sha256_of_the_whole(db, monkeypatch):
    monkeypatch.setattr(parcels, "PART_BYTES", 100)
    made = make(ask())
    sizes = [len(part.content) for part in made.parts.order_by("number")]
    assert set(sizes[:-1]) == {100} and 0 < sizes[-1] <= 100 and sum(sizes) == made.size_bytes
    assert hashlib.sha256(file_of(made)).hexdigest() == made.sha256


def test_an_empty_file_is_a_file_too(db, monkeypatch):
    writes(monkeypatch, lambda file, step: None)
    made = make(ask())
    assert (made.size_bytes, file_of(made)) == (0, b"")


@pytest.mark.parametrize("harm", ["lost", "changed"])
def test_what_is_damaged_is_not_sent_to_its_end(db, monkeypatch, harm):
    monkeypatch.setattr(parcels, "PART_BYTES", 100)
    made = make(ask())
    last = made.parts.order_by("-number").first()
    last.delete() if harm == "lost" else made.parts.filter(pk=last.pk).update(content=b"x" * len(last.content))
    sent = []
    with pytest.raises(reports.DamagedParcel):
        sent.extend(reports.bytes_of(made))
    assert len(b"".join(sent)) < made.size_bytes


# -- who ----------------------------------------------------------------------------------------------------------------


def test_who_asked_watches_it_and_fetches_it_whole(db, visit, client, monkeypatch):
    seen = []

    def slow(file, step):
        step(3, 4)
        seen.append(visit("auditor", place, HTTP_X_PART="true").content.decode())
        file.write(b"all of it")

    writes(monkeypatch, slow)
    place = visit("auditor", "/audit/57/ask-for-bundle/", {}).headers["Location"]
    assert "รอคิว" in visit("auditor", place).content.decode() and visit("auditor", f"{place}file/").status_code == 404
    jobs.run_due()
    assert "3 จาก 4" in seen[0] and 'data-every="2"' in seen[0] and "<html" not in seen[0]
    page = visit("auditor", place).content.decode()
    assert hashlib.sha256(b"all of it").hexdigest() in page and "2 ก.พ. 2569" in page and "data-watch" not in page
    file = client.get(f"{place}file/")
    assert (file.getvalue(), file.headers["Content-Length"]) == (b"all of it", "9")
    assert place in visit("auditor", "/audit/").content.decode()


@pytest.mark.parametrize("who", ["secretariat", "treasurer", "somsri", "stranger"])
@pytest.mark.parametrize("part", ["", "file/", "stop-parcel/"])
def test_nobody_else_learns_of_it_whatever_they_may_ask_for_themselves(db, visit, who, part):
    made = make(ask())
    place = f"{made.get_absolute_url()}{part}"
    assert visit(who, place, {} if part.startswith("stop") else None).status_code == 404
    if who == "secretariat":
        assert made.get_absolute_url() not in visit(who, "/audit/").content.decode()


def test_a_seat_that_has_ended_fetches_nothing(db, visit):
    place = make(ask()).get_absolute_url()
    assert visit("auditor", f"{place}file/").status_code == 200
    over = clock.today() - DAY
    factories.on_record(lambda: Seat.objects.filter(person__username="auditor").update(ends_on=over))
    for url, data in ((place, None), (f"{place}file/", None), (f"{place}stop-parcel/", {}), ("/audit/", None)):
        assert visit("auditor", url, data).status_code == 403


def test_nobody_waits_for_very_many_at_once(db, visit, monkeypatch):
    """Otherwise whoever may read thousands of matters has every worker busy with them."""
    monkeypatch.setattr(parcels, "MOST_AWAITED", 1)
    first, second = (f"/documents/of/{factories.submitted(by=who).subject}/zip/" for who in ("somsri", "other"))
    place = visit("auditor", first, {}).headers["Location"]
    refused = visit("auditor", second, {})
    assert refused.status_code == 409 and "รอจัดทำอยู่แล้ว 1 ไฟล์" in refused.content.decode()
    assert visit("auditor", first, {}).headers["Location"] == place
    assert visit("secretariat", second, {}).status_code == 302
    jobs.run_due()
    assert visit("auditor", second, {}).status_code == 302


def test_what_changes_every_minute_is_not_made_every_minute(db, visit, monkeypatch):
    """Each would stay for the hour of grace, and a log that grows is another file each time."""
    monkeypatch.setattr(parcels, "MOST_AN_HOUR", 1)
    made = make(ask())
    assert ask() == made
    factories.draft(complete=False)
    refused = visit("auditor", "/audit/57/ask-for-bundle/", {})
    assert refused.status_code == 409 and "หรือขอใหม่ภายหลัง" in refused.content.decode()
    with clock.at(made.made_at + parcels.GRACE):
        assert visit("auditor", "/audit/57/ask-for-bundle/", {}).status_code == 302


# -- when it does not go well ---------------------------------------------------------------------------------------------


def test_it_is_stopped_in_the_middle_and_nothing_of_it_is_kept(db, visit, monkeypatch):
    def slow(file, step):
        file.write(b"half")
        step(1, 2)
        assert visit("auditor", f"{asked.get_absolute_url()}stop-parcel/", {}).status_code == 302
        step(2, 2)
        raise AssertionError("it went on")

    writes(monkeypatch, slow)
    asked = ask()
    stopped = make(asked)
    assert (stopped.made_at, stopped.job.state, ParcelPart.objects.count()) == (None, "cancelled", 0)
    assert "หยุดแล้ว" in visit("auditor", asked.get_absolute_url()).content.decode()
    assert ask() != asked


def test_a_stop_while_the_bytes_go_in_takes_them_all_back(db, monkeypatch):
    writes(monkeypatch, lambda file, step: (file.write(b"all"), jobs.cancel(asked.job_id)))
    asked = ask()
    assert (make(asked).made_at, ParcelPart.objects.count()) == (None, 0)


def test_a_stop_that_comes_too_late_says_so(db, visit, monkeypatch):
    asked = ask()

    def a_moment_too_late(job_id: int) -> bool:
        services.make_parcel(asked.pk)
        return jobs.cancel(job_id)

    monkeypatch.setattr(parcels, "cancel", a_moment_too_late)
    visit("auditor", f"{asked.get_absolute_url()}stop-parcel/", {})
    page = visit("auditor", asked.get_absolute_url()).content.decode()
    assert "ขณะนี้ไม่มีการจัดทำไฟล์นี้" in page and "หยุดแล้ว" not in page and "ดาวน์โหลด" in page


def test_a_worker_that_died_at_the_very_end_does_not_keep_others_from_the_next_one(db):
    """Its parcel is made and its job still runs: asking again is not led to what was made of older data."""
    made = services.make_parcel(ask().pk)
    assert ask() == made
    factories.draft()
    second = ask()
    assert second != made and make(second).reach["size"] > made.reach["size"]


def test_a_worker_that_lost_its_lease_keeps_nothing(db, monkeypatch):
    def overtaken(file, step):
        file.write(b"of the first")
        Job.objects.filter(pk=asked.job_id).update(attempts=2)

    writes(monkeypatch, overtaken)
    asked = ask()
    assert (make(asked).made_at, ParcelPart.objects.count()) == (None, 0)
    Job.objects.filter(pk=asked.job_id).update(state="waiting", claimed_until=None)
    writes(monkeypatch, lambda file, step: file.write(b"of the second"))
    assert file_of(make(asked)) == b"of the second"


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(errno.ENOSPC, "full"), "พื้นที่เก็บข้อมูลเต็ม"), (ZeroDivisionError(), "เกิดข้อผิดพลาดระหว่างจัดทำไฟล์")],
)
def test_a_failure_is_said_in_words_and_what_to_do_then(fresh_database, visit, monkeypatch, error, said):
    def fails(file, step):
        file.write(b"half")
        raise error

    writes(monkeypatch, fails)
    place = (asked := ask()).get_absolute_url()
    make(asked)
    page = visit("auditor", place).content.decode()
    assert said in page and "ระบบจะลองใหม่เอง" in page and visit("auditor", f"{place}file/").status_code == 404
    Job.objects.filter(pk=asked.job_id).update(attempts=claims.MAX_ATTEMPTS - 1, run_at=clock.now())
    make(asked)
    page = visit("auditor", place).content.decode()
    assert said in page and "ไปขอใหม่" in page and 'href="/audit/"' in page and type(error).__name__ not in page
    assert ParcelPart.objects.count() == 0 and ask() != asked


# -- how long -------------------------------------------------------------------------------------------------------------


def test_after_a_week_it_is_there_no_more_and_its_bytes_go(db, visit):
    made = make(ask())
    with clock.at(made.expires_at):
        assert visit("auditor", made.get_absolute_url()).status_code == 404
        assert visit("auditor", f"{made.get_absolute_url()}file/").status_code == 404
        assert services.sweep_parcels() == 0 and ParcelPart.objects.exists()  # a download may be under way
    with clock.at(made.expires_at + 2 * parcels.GRACE):
        assert services.sweep_parcels() == 1
    assert not ParcelPart.objects.exists() and Job.objects.filter(pk=made.job_id).exists()


def test_what_was_stopped_or_failed_goes_too_but_nothing_that_is_still_promised(db):
    stopped = ask()
    services.stop_parcel(stopped.pk, actor=actor("auditor"))
    waiting = ask()
    with clock.at(clock.now() + 8 * DAY):
        services.sweep_parcels()
    assert list(Parcel.objects.all()) == [waiting]


def test_what_no_worker_came_for_in_a_week_is_still_shown(db, visit):
    asked = ask()
    with clock.at(asked.expires_at + DAY):
        assert ask() == asked and visit("auditor", asked.get_absolute_url()).status_code == 200
        assert asked.get_absolute_url() in visit("auditor", "/audit/").content.decode()
        assert make(asked).expires_at == clock.now() + parcels.KEPT


def test_what_is_asked_for_every_week_does_not_outlive_its_job(fresh_database):
    """The row of a job is deleted months after it was done; the whole statement fails if a parcel refers to one of them."""
    made = make(ask())
    for week in range(jobs.KEEP_DONE // (6 * DAY) + 2):
        with clock.at(made.made_at + 6 * week * DAY):
            make(ask())
            services.sweep_parcels()
            forgotten = jobs.forget_old()
    assert forgotten == 1 and not Parcel.objects.filter(pk=made.pk).exists()


def test_the_sweep_comes_by_itself(db):
    made = make(ask())
    with clock.at(made.expires_at + DAY):
        jobs.run_due()
        assert not Parcel.objects.exists()


def test_who_asks_all_week_keeps_the_newest_few(db, monkeypatch):
    monkeypatch.setattr(parcels, "MOST_KEPT", 2)
    made = []
    for _again in range(3):
        factories.draft(complete=False)
        made.append(make(ask()))
    assert Parcel.objects.filter(expires_at__gt=clock.now()).order_by("pk").first() == made[1]


def test_a_person_keeps_the_newest_of_all_kinds_together(db, monkeypatch):
    monkeypatch.setattr(parcels, "MOST_OF_A_PERSON", 1)
    make(ask())
    with clock.at(clock.now() + parcels.GRACE):
        papers = make(services.ask_for_zip(factories.submitted().subject, actor=actor("auditor")))
        assert Parcel.objects.get(expires_at__gt=clock.now()) == papers


def test_asking_for_what_has_not_changed_keeps_it_for_another_week(db):
    made = make(ask())
    with clock.at(clock.now() + 6 * DAY):
        assert ask() == made
        assert Parcel.objects.get(pk=made.pk).expires_at == clock.now() + parcels.KEPT
