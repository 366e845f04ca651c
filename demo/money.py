"""From the funders' answers to the last baht: offers, agreement, instalments, reports, refunds."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.days import Pace, Steps
from demo.instalments import Payments
from demo.material import Plot
from demo.world import World, fresh, share_out
from documents import services as documents
from documents.models import Signature
from funds.models import MoneySource
from grants import services as grants
from grants.models import Agreement, Channel, Offer
from grants.workflow import UNANSWERED, OfferState
from people.actors import Actor
from people.models import Organisation
from requests import services as requests
from requests.models import BudgetRequest

SHARES = {1: (100,), 2: (60, 40), 3: (50, 40, 10)}


class Funding:
    def __init__(self, world: World, plot: Plot, row: BudgetRequest, pace: Pace) -> None:
        self.world, self.plot, self.row, self.pace = world, plot, row, pace
        self.council = world.cast.acting(row.organisation, "secretary")

    def go(self) -> Steps:
        for key, answer in self.plot.agencies.items():
            offer = self._offer_of(self.world.cast.organisations[f"{key}{self.row.province_id}"])
            yield from self._answer(offer, answer)
        if self.plot.stop in ("answers", "fundwait"):
            return
        while self.row.offers.filter(state__in=UNANSWERED).exists():
            yield self.pace.after(4)
        if self.plot.stop == "offered":
            return
        yield self.pace.after(2)
        for offer in self.row.offers.filter(state=OfferState.OFFERED).order_by("pk"):
            grants.accept(offer.pk, version=offer.version, actor=self.council)
        yield self.pace.after(3)
        agreement = grants.draw_up(self.row.pk, shares=SHARES[self.plot.rounds], actor=self._secretary())
        yield from self._sign(agreement)
        yield from self._carry_on(agreement)

    def _offer_of(self, agency: Organisation) -> Offer:
        return Offer.objects.get(budget_request=self.row, funder=agency)

    def _answer(self, offer: Offer, answer: str) -> Steps:
        """What one agency does with what it is asked; "asked" and "lapse" mean that it stays silent.

        Agencies answer one after the other: where the first ones take long, the last may come too late.
        """
        if answer in ("asked", "lapse"):
            return
        yield self.pace.after(2)
        if _has_lapsed(offer):
            return
        officer = self.world.cast.acting(offer.funder, "officer")
        grants.acknowledge(offer.pk, version=offer.version, actor=officer)
        yield self.pace.after(2)
        if _has_lapsed(offer):
            return
        if answer == "ask":
            text = "ขอทราบว่าจะทำงานร่วมกับองค์การบริหารส่วนตำบลอย่างไร"
            grants.ask_question(offer.pk, text=text, version=offer.version, actor=officer)
        elif answer == "decline":
            reason = "ปีนี้หน่วยงานสนับสนุนเฉพาะพื้นที่เป้าหมายต่อเนื่อง ขอให้ยื่นใหม่ในรอบหน้า"
            grants.decline(offer.pk, reason=reason, version=offer.version, actor=officer)
        elif answer != "ack":
            yield from self._offer(offer, answer, officer)

    def _offer(self, offer: Offer, answer: str, officer: Actor) -> Steps:
        """All, part, or through the fund; one in three asks first."""
        if self.pace.random.random() < 0.33:
            text = "ขอรายละเอียดการคำนวณค่าใช้จ่ายเพิ่มเติม"
            grants.ask_question(offer.pk, text=text, version=offer.version, actor=officer)
            yield self.pace.after(3)
            if _has_lapsed(offer):
                return
            grants.answer_question(offer.pk, text="แนบรายละเอียดตามแบบแล้ว", version=offer.version, actor=self.council)
        yield self.pace.after(4)
        if _has_lapsed(offer):
            return
        wanted = offer.asked_amount * 6 // 10 // 100_00 * 100_00 if answer == "part" else offer.asked_amount
        source = (
            MoneySource.objects.get(fund__province=self.row.province_id, code="MATCH") if answer == "fund" else None
        )
        grants.make_offer(
            offer.pk,
            amounts=share_out(fresh(self.row), wanted),
            conditions="ใช้ตราสัญลักษณ์ร่วมในสื่อของโครงการ",
            channel=Channel.THROUGH_FUND if source else Channel.DIRECT,
            source_id=source.pk if source else None,
            version=offer.version,
            actor=officer,
        )

    def _secretary(self) -> Actor:
        """Who draws up and closes: the fund board's secretary, or the secretariat where there is no fund yet."""
        board = self.world.cast.organisations.get(f"board{self.row.province_id}")
        if board:
            return self.world.cast.acting(board, "secretary")
        return self.world.cast.actor(f"admin{self.row.province_id}", "secretariat")

    def _sign(self, agreement: Agreement) -> Steps:
        """Every party over the same PDF; where the plot stops at the signing, the last one has not signed."""
        assert agreement.document_id is not None
        sha256 = documents.render(agreement.document_id).pdf_id or ""
        parties = list(agreement.signatures.select_related("organisation"))
        for signature in parties[:-1] if self.plot.stop == "signing" else parties:
            yield self.pace.after(2)
            who = self._signer(signature.organisation)
            if self.plot.number % 4 == 0 and signature.place == 1:
                yield from self._signed_by_hand(signature, who)
            else:
                grants.sign(agreement.pk, typed_name=who.by_person.full_name, sha256=sha256, actor=who)

    def _signed_by_hand(self, signature: Signature, who: Actor) -> Steps:
        """The council prints the paper; its secretary adds the scan, and its chair confirms that it is signed so.

        The printed pages themselves stand for the scan here.
        """
        scan = SimpleUploadedFile("scan.pdf", documents.pdf(signature.document))
        documents.attach_scan(
            signature.document_id,
            upload=scan,
            place=signature.place,
            typed_name=who.by_person.full_name,
            actor=self.council,
        )
        yield self.pace.after(1)
        for said in signature.by_hand.filter(state="awaiting"):
            documents.confirm_signature(said.pk, version=said.version, actor=who)

    def _signer(self, party: Organisation) -> Actor:
        if party.kind == "central_fund":
            return self.world.cast.actor(f"board{party.province_id}", "chair")
        return self.world.cast.acting(party, "officer" if party.kind == "partner_agency" else "chair")

    def _carry_on(self, agreement: Agreement) -> Steps:
        if self.plot.stop == "signing" or self.plot.goal == "agreed":
            return
        payments = Payments(self.world, self.plot, agreement, self.pace)
        yield from payments.go()
        if self.plot.goal in ("suspended", "terminated"):
            yield from self._stop()
        if self.plot.goal == "closed":
            yield from self._close(payments)

    def _stop(self) -> Steps:
        secretariat = self.world.cast.actor(f"admin{self.row.province_id}", "secretariat")
        yield self.pace.after(10)
        row = fresh(self.row)
        reason = "คณะทำงานเปลี่ยนตัวผู้รับผิดชอบ รอมติสภาฯ รับรองผู้รับผิดชอบใหม่"
        requests.suspend(row.pk, reason=reason, version=row.version, actor=secretariat)
        if self.plot.goal == "terminated":
            yield self.pace.after(30)
            row = fresh(self.row)
            reason = "สภาฯ แจ้งยุติโครงการ ขอคืนเงินส่วนที่ไม่ได้ใช้"
            requests.terminate(row.pk, reason=reason, version=row.version, actor=secretariat)

    def _close(self, payments: Payments) -> Steps:
        yield from payments.take_back()
        yield self.pace.after(3)
        row = fresh(self.row)
        grants.close_request(row.pk, version=row.version, actor=self._secretary())


def _has_lapsed(offer: Offer) -> bool:
    """As it is now, whatever happened while the agency thought."""
    offer.refresh_from_db()
    return bool(offer.state == OfferState.LAPSED)
