from django.urls import path

from programmes import views

app_name = "programmes"
urlpatterns = [
    path("norms/", views.norms, name="norms"),
    path("norms/list.<str:form>", views.export, name="export"),
    path("norms/new/", views.set_norm, name="set_norm"),
    path("norms/import/", views.import_norms, name="import_norms"),
    path("norms/<int:pk>/", views.norm, name="norm"),
    *views.PAGES.paths(),
]
