from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:pk>/", views.progress, name="progress"),
    path("jobs/<int:pk>/stop/", views.stop, name="stop"),
]
