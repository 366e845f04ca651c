from django.urls import path

from desk import auditing, security, views

app_name = "desk"
urlpatterns = [
    path("desk/", views.home, name="home"),
    path("requests/<int:pk>/", views.budget_request, name="budget_request"),
    path("audit/", auditing.home, name="audit"),
    path("audit/security/", security.log, name="security"),
    path("audit/<str:code>/tile/entries/<path:place>", auditing.entries, name="entries"),
    *auditing.PAGES.paths(),
    *auditing.ALARMS.paths(),
    path("audit/verify_audit.py", auditing.verifier, name="verifier"),
]
