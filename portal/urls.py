from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("provinces/<str:code>/", views.province, name="province"),
    path("public/requests/<int:pk>/", views.budget_request, name="request"),
    path("check/", views.check, name="check"),
    path("check/<str:code>/", views.check_code, name="check_code"),
    path("checkpoints/latest.json", views.checkpoint, name="checkpoint"),
]
