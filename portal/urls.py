from django.urls import path

from portal import calendars, chain, checks, feeds, open_data, open_log, sitemaps, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("provinces/<str:code>/", views.province, name="province"),
    path("public/requests/<int:pk>/", views.budget_request, name="request"),
    path("public/funds/<str:code>/", chain.fund, name="fund"),
    path("public/vouchers/<int:pk>/", chain.voucher, name="voucher"),
    path("public/agreements/<int:pk>/", chain.agreement, name="agreement"),
    path("public/resolutions/<int:pk>/", chain.resolution, name="resolution"),
    path("public/meetings/<int:pk>/", chain.meeting, name="meeting"),
    path("data/", open_data.country, name="data"),
    path("data/<str:code>/", open_data.province, name="data_province"),
    path("data/<str:code>/<str:name>", open_data.file, name="data_file"),
    path("feeds/<str:name>.atom", feeds.of_all, name="feed_of_all"),
    path("feeds/<str:code>/<str:name>.atom", feeds.of_province, name="feed"),
    path("feeds/<str:code>/<str:name>.ics", calendars.calendar, name="calendar"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemaps/<str:code>/<str:name>.xml", sitemaps.of_rows, name="sitemap_rows"),
    path("robots.txt", sitemaps.robots, name="robots"),
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
