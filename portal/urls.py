from django.urls import path

from portal import checks, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("provinces/<str:code>/", views.province, name="province"),
    path("public/requests/<int:pk>/", views.budget_request, name="request"),
    path("check/", checks.check, name="check"),
    path("check/<str:code>/", checks.check_code, name="check_code"),
    path("check/<str:code>/proof.json", checks.proof, name="proof"),
    path("check/<str:code>/paper.pdf", checks.paper, name="paper"),
    path("checkpoints/latest.json", views.checkpoint, name="checkpoint"),
]
