from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.home, name="home"),
    path("requests/<int:pk>/", views.budget_request, name="budget_request"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/state/", views.document_state, name="document_state"),
]
