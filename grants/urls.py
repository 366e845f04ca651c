from django.urls import path

from grants.views import agreements, instalments, offers

app_name = "grants"
urlpatterns = [
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/refund/", offers.refund_evidence, name="refund_evidence"),
    *offers.PAGES.paths(),
    *agreements.OF_REQUEST.paths(),
    path("grants/agreements/<int:pk>/", agreements.agreement, name="agreement"),
    *agreements.PAGES.paths(),
    path("grants/instalments/<int:pk>/", instalments.instalment, name="instalment"),
    path("grants/instalments/<int:pk>/evidence/", instalments.evidence, name="evidence"),
    *instalments.PAGES.paths(),
]
