from django.urls import path

from funds import views

app_name = "funds"
urlpatterns = [
    path("funds/", views.index, name="list"),
    path("funds/<str:code>/", views.fund, name="fund"),
    path("funds/<str:code>/pay/", views.make_voucher, name="make_voucher"),
    path("funds/<str:code>/receive/", views.receive, name="receive"),
    path("funds/<str:code>/sources/new/", views.open_source, name="open_source"),
    path("funds/<str:code>/sources/<str:source>/", views.statement, name="statement"),
    path("funds/<str:code>/export/<str:form>/", views.export, name="export"),
    path("vouchers/<int:pk>/", views.voucher, name="voucher"),
    path("vouchers/<int:pk>/approve/", views.approve, name="approve"),
    path("vouchers/<int:pk>/reject/", views.reject, name="reject"),
    path("vouchers/<int:pk>/pay/", views.pay, name="pay"),
    path("vouchers/<int:pk>/reverse/", views.reverse, name="reverse"),
]
