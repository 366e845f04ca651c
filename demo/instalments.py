"""Money going out in instalments and accounted for, with the mistakes that happen: a voucher refused, a payment reversed."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.days import Pace, Steps
from demo.material import Plot
from demo.world import World
from demo.writing import minutes_pdf
from funds import services as funds
from funds.models import Voucher
from grants import services as grants
from grants.models import Agreement, Channel, Instalment, Offer, Refund
from grants.services.reporting import spent_on
from grants.workflow import OfferState
from jobs import clock
from people.actors import Actor
from people.models import Organisation
from thai.dates import be_year

REPORT_AFTER = {1: 50, 2: 42, 3: 30}  # days, by the number of instalments
LEFT_OVER = 1_250_50
Going = Generator[datetime, None, bool]  # whether the story goes on


class Payments:
    def __init__(self, world: World, plot: Plot, agreement: Agreement, pace: Pace) -> None:
        self.world, self.plot, self.agreement, self.pace = world, plot, agreement, pace
        self.row = agreement.budget_request
        self.council = world.cast.acting(self.row.organisation, "secretary")
        offers = self.row.offers.filter(state=OfferState.ACCEPTED).order_by("pk")
        self.offers = list(offers.select_related("funder", "source__fund__organisation"))

    def go(self) -> Steps:
        for number in range(1, self.plot.rounds + 1):
            for offer in self.offers:
                if not (yield from self._pay(offer, number)):
                    return
            if self.plot.stop == f"paid{number}" or self.plot.goal in ("suspended", "terminated"):
                return
            yield self.pace.after(REPORT_AFTER[self.plot.rounds])
            for offer in self.offers:
                if not (yield from self._account(offer, number)):
                    return

    def _instalment(self, offer: Offer, number: int) -> Instalment:
        return Instalment.objects.get(agreement=self.agreement, offer=offer, number=number)

    def _payer(self, offer: Offer) -> tuple[Organisation, Actor]:
        if offer.channel == Channel.DIRECT:
            return offer.funder, self.world.cast.acting(offer.funder, "officer")
        assert offer.source is not None
        fund = offer.source.fund.organisation
        return fund, self.world.cast.acting(fund, "treasurer")

    def _pay(self, offer: Offer, number: int) -> Going:
        """Ask for an instalment, check it, pay it. False where the plot stops."""
        yield self.pace.after(1)
        row = self._instalment(offer, number)
        row = grants.request_payment(row.pk, version=row.version, actor=self.council)
        if self.plot.stop == f"requested{number}":
            return False
        yield self.pace.after(2)
        payer, checker = self._payer(offer)
        if number == 1 and "sentback" in self.plot.twists:
            reason = "ขอสำเนาหน้าสมุดบัญชีที่มีชื่อผู้ลงนามร่วม"
            row = grants.send_back(row.pk, reason=reason, version=row.version, actor=checker)
            yield self.pace.after(3)
            row = grants.request_payment(row.pk, version=row.version, actor=self.council)
            yield self.pace.after(1)
        row = grants.verify(row.pk, version=row.version, actor=checker)
        yield self.pace.after(1)
        if offer.channel == Channel.DIRECT:
            evidence = f"โอน {self.plot.number:02d}{number}/{be_year(clock.today())}"
            slip = minutes_pdf(f"Transfer of an agency, instalment {row.pk} (demo)")
            grants.pay_direct(
                row.pk,
                paid_on=clock.today(),
                evidence=evidence,
                file=SimpleUploadedFile("transfer.pdf", slip),
                version=row.version,
                actor=checker,
            )
            return True
        return (yield from self._pay_by_voucher(row, payer, number))

    def _pay_by_voucher(self, row: Instalment, fund: Organisation, number: int) -> Going:
        voucher = self._voucher(row, fund)
        if self.plot.stop == f"drafted{number}":
            return False
        yield self.pace.after(1)
        if number == 1 and "reject" in self.plot.twists:
            reason = "เลขบัญชีผู้รับเงินไม่ตรงกับสำเนาสมุดบัญชี"
            funds.reject(voucher.pk, reason=reason, version=voucher.version, actor=self._of(fund, "approver"))
            yield self.pace.after(2)
            voucher = self._voucher(row, fund)
            yield self.pace.after(1)
        voucher = funds.approve(voucher.pk, version=voucher.version, actor=self._of(fund, "approver"))
        if self.plot.stop == f"approved{number}":
            return False
        yield self.pace.after(1)
        self._hand_out(voucher, fund)
        if number == 1 and "reverse" in self.plot.twists:
            yield from self._reverse_and_pay_again(row, voucher, fund)
        return True

    def _of(self, fund: Organisation, role: str) -> Actor:
        return self.world.cast.acting(fund, role)

    def _voucher(self, row: Instalment, fund: Organisation) -> Voucher:
        row.refresh_from_db()
        return grants.make_voucher(row.pk, version=row.version, actor=self._of(fund, "treasurer"))

    def _hand_out(self, voucher: Voucher, fund: Organisation) -> None:
        number = f"{voucher.number}/{voucher.year}"
        receipt = minutes_pdf(f"Receipt of the payee, voucher {voucher.fund.code} {number} (demo)")
        funds.pay(
            voucher.pk,
            evidence="payee_receipt",
            evidence_reference=f"ใบสำคัญรับเงิน {number}",
            file=SimpleUploadedFile("receipt.pdf", receipt),
            version=voucher.version,
            actor=self._of(fund, "cashier"),
        )

    def _reverse_and_pay_again(self, row: Instalment, voucher: Voucher, fund: Organisation) -> Steps:
        yield self.pace.after(1)
        voucher.refresh_from_db()
        reason = "โอนเข้าบัญชีผิด ธนาคารคืนเงินแล้ว"
        funds.reverse(voucher.pk, reason=reason, version=voucher.version, actor=self._of(fund, "approver"))
        yield self.pace.after(1)
        again = self._voucher(row, fund)
        yield self.pace.after(1)
        again = funds.approve(again.pk, version=again.version, actor=self._of(fund, "approver"))
        yield self.pace.after(0)
        self._hand_out(again, fund)

    def _account(self, offer: Offer, number: int) -> Going:
        """Report on an instalment and have it accepted. False where the plot stops."""
        row = self._instalment(offer, number)
        _payer, checker = self._payer(offer)
        self._report(offer, row, number)
        if number == 1 and "badreport" in self.plot.twists:
            yield self.pace.after(3)
            row.refresh_from_db()
            reason = "ขอภาพกิจกรรมและใบสำคัญรับเงินของค่าวิทยากร"
            row = grants.return_report(row.pk, reason=reason, version=row.version, actor=checker)
            yield self.pace.after(4)
            self._report(offer, row, number)
        if self.plot.stop == f"reported{number}":
            return False
        yield self.pace.after(4)
        row.refresh_from_db()
        grants.accept_report(row.pk, version=row.version, actor=checker)
        return True

    def _report(self, offer: Offer, row: Instalment, number: int) -> None:
        is_final = number == self.plot.rounds
        grants.send_report(
            row.pk,
            narrative="ดำเนินกิจกรรมตามแผน ผู้เข้าร่วมครบตามเป้าหมาย",
            spent=self._spent(offer, row, is_final),
            is_final=is_final,
            version=row.version,
            actor=self.council,
        )

    def _spent(self, offer: Offer, row: Instalment, is_final: bool) -> dict[int, int]:
        """The whole instalment by lines, in their order; at the end something may be left over."""
        keeps = is_final and "refund" in self.plot.twists and offer == self.offers[0]
        left = row.amount - (LEFT_OVER if keeps else 0)
        spent = {}
        for part in offer.lines.select_related("line"):
            amount = min(left, part.amount - spent_on(part))
            if amount > 0:
                spent[part.line.position] = amount
                left -= amount
        return spent

    def take_back(self) -> Steps:
        for refund in Refund.objects.filter(offer__in=self.offers, returned_at=None).order_by("pk"):
            yield self.pace.after(6)
            offer = next(offer for offer in self.offers if offer.pk == refund.offer_id)
            slip = minutes_pdf(f"Transfer of what was left, offer {offer.pk} (demo)")
            grants.receive_refund(
                offer.pk,
                evidence="slip",
                evidence_reference=f"โอนคืน {self.plot.number:02d}/{be_year(clock.today())}",
                file=SimpleUploadedFile("slip.pdf", slip),
                actor=self._payer(offer)[1],
            )
