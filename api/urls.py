from django.urls import path

from api import views

app_name = "api"
urlpatterns = [
    path("api/", views.documentation, name="documentation"),
    path("api/v1/", views.index, name="index"),
    path("api/v1/openapi.json", views.description, name="openapi"),
    path("api/v1/provinces/<str:code>/<str:key>/", views.rows_of, name="rows"),
    path("api/v1/provinces/<str:code>/<str:key>/<str:number>/", views.row_of, name="row"),
    path("api/3/action/package_list", views.package_list, name="package_list"),
    path("api/3/action/package_show", views.package_show, name="package_show"),
    path("api/<path:rest>", views.nothing, name="nothing"),
]
