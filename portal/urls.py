from django.urls import path

from portal import chain, checks, lists, open_log, results, search, views
from portal.sharing import views as sharing

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("provinces/<str:code>/", views.province, name="province"),
    path("provinces/<str:code>/requests/", lists.requests_of, name="requests_of"),
    path("public/requests/", lists.requests_of, name="requests"),
    path("provinces/<str:code>/requests.<str:form>", lists.export, name="export_of"),
    path("public/requests.<str:form>", lists.export, name="export"),
    path("public/results/", results.results, name="results"),
    path("provinces/<str:code>/results/", results.results, name="results_of"),
    path("share/<str:kind>/<str:key>/", sharing.tell, name="tell"),
    path("share/<str:kind>/<str:key>/card.png", sharing.card, name="card"),
    path("share/<str:kind>/<str:key>/poster.pdf", sharing.poster, name="poster"),
    path("embed/<str:kind>/<str:key>/", sharing.embed, name="embed"),
    path("search/", search.search, name="search"),
    path("public/requests/<int:pk>/", views.budget_request, name="request"),
    path("public/funds/<str:code>/", chain.fund, name="fund"),
    path("public/vouchers/<int:pk>/", chain.voucher, name="voucher"),
    path("public/agreements/<int:pk>/", chain.agreement, name="agreement"),
    path("public/resolutions/<int:pk>/", chain.resolution, name="resolution"),
    path("public/meetings/<int:pk>/", chain.meeting, name="meeting"),
    path("check/", checks.check, name="check"),
    path("check/<str:code>/", checks.check_code, name="check_code"),
    path("check/<str:code>/proof.json", checks.proof, name="proof"),
    path("check/<str:code>/paper.pdf", checks.paper, name="paper"),
    path("check/<str:code>/paper.tlog-proof", checks.tlog_proof, name="tlog_proof"),
    path("log/", open_log.log, name="log"),
    path("log/policy", open_log.policy, name="log_policy"),
    path("log/<str:tree>/checkpoint", open_log.checkpoint, name="log_checkpoint"),
    path("log/<str:tree>/vkey", open_log.key, name="log_key"),
    path("log/<str:tree>/tile/<path:place>", open_log.tile, name="log_tile"),
    path("checkpoints/latest.json", views.checkpoint, name="checkpoint"),
]
