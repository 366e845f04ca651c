from django.urls import path

from funds import views

app_name = "funds"
urlpatterns = [
    path("funds/", views.index, name="list"),
    path("funds/<str:code>/", views.fund, name="fund"),
    *views.OF_FUND.paths(),
    path("funds/<str:code>/holds/", views.holds, name="holds"),
    path("funds/<str:code>/sources/<str:source>/", views.statement, name="statement"),
    path("vouchers/<int:pk>/", views.voucher, name="voucher"),
    path("vouchers/<int:pk>/evidence/", views.evidence, name="evidence"),
    *views.OF_VOUCHER.paths(),
]
