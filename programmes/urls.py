from django.urls import path

from programmes import call_views, views

app_name = "programmes"
urlpatterns = [
    path("norms/", views.norms, name="norms"),
    path("norms/list.<str:form>", views.export, name="export"),
    path("norms/new/", views.set_norm, name="set_norm"),
    path("norms/import/", views.import_norms, name="import_norms"),
    path("norms/<int:pk>/", views.norm, name="norm"),
    *views.PAGES.paths(),
    path("calls/", call_views.calls, name="calls"),
    path("calls/new/", call_views.add_call, name="add_call"),
    path("calls/<int:pk>/", call_views.call, name="call"),
    *call_views.PAGES.paths(),
]
