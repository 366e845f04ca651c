from django.urls import path

from funds import views

app_name = "funds"
urlpatterns = [
    path("funds/", views.index, name="list"),
    path("funds/vouchers/<int:pk>/", views.voucher, name="voucher"),
    path("funds/vouchers/<int:pk>/approve/", views.approve, name="approve"),
    path("funds/vouchers/<int:pk>/reject/", views.reject, name="reject"),
    path("funds/vouchers/<int:pk>/pay/", views.pay, name="pay"),
    path("funds/vouchers/<int:pk>/reverse/", views.reverse, name="reverse"),
    path("funds/<slug:code>/", views.fund, name="fund"),
    path("funds/<slug:code>/statement/<slug:source>/", views.statement, name="statement"),
    path("funds/<slug:code>/pay/", views.make_voucher, name="make_voucher"),
    path("funds/<slug:code>/receive/", views.record_receipt, name="record_receipt"),
]
