from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.index, name="index"),
    path("audit/<str:tree>/", views.tree, name="tree"),
    path("audit/<str:tree>/bundle/", views.take_bundle, name="bundle"),
]
