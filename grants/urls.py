from django.urls import path

from grants.views import agreements, instalments, offers

app_name = "grants"
urlpatterns = [
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/acknowledge/", offers.acknowledge, name="acknowledge"),
    path("offers/<int:pk>/ask/", offers.ask, name="ask"),
    path("offers/<int:pk>/answer/", offers.answer, name="answer"),
    path("offers/<int:pk>/offer/", offers.make_offer, name="make_offer"),
    path("offers/<int:pk>/decline/", offers.decline, name="decline"),
    path("offers/<int:pk>/accept/", offers.accept, name="accept"),
    path("offers/<int:pk>/take-back/", offers.take_back, name="take_back"),
    path("requests/<int:pk>/ask-funder/", offers.ask_funder, name="ask_funder"),
    path("requests/<int:pk>/draw-up/", agreements.draw_up, name="draw_up"),
    path("requests/<int:pk>/close/", agreements.close, name="close"),
    path("grants/agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("grants/agreements/<int:pk>/sign/", agreements.sign, name="sign"),
    path("grants/instalments/<int:pk>/", instalments.instalment, name="instalment"),
    path("grants/instalments/<int:pk>/request/", instalments.request_payment, name="request_payment"),
    path("grants/instalments/<int:pk>/verify/", instalments.verify, name="verify"),
    path("grants/instalments/<int:pk>/send-back/", instalments.send_back, name="send_back"),
    path("grants/instalments/<int:pk>/voucher/", instalments.make_voucher, name="make_voucher"),
    path("grants/instalments/<int:pk>/pay/", instalments.pay_direct, name="pay_direct"),
    path("grants/instalments/<int:pk>/report/", instalments.report, name="report"),
    path("grants/instalments/<int:pk>/accept-report/", instalments.accept_report, name="accept_report"),
    path("grants/instalments/<int:pk>/return-report/", instalments.return_report, name="return_report"),
]
