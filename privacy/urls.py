from django.urls import path

from privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.notice, name="notice"),
    path("privacy/editions/<int:number>/", views.edition, name="edition"),
    path("privacy/record/", views.record, name="record"),
    path("privacy/mine/", views.mine, name="mine"),
    path("privacy/requests/<int:pk>/", views.data_request, name="data_request"),
    *views.PAGES.paths(),
]
