from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("join/", views.join, name="join"),
    path("people/seats/", views.seats, name="seats"),
    path("people/seats/<int:pk>/act/", views.act, name="act"),
    path("people/organisation/", views.organisation, name="organisation"),
    path("people/organisation/<int:pk>/", views.organisation, name="organisation_of"),
    path("people/organisation/<int:pk>/open-seat/", views.open_seat, name="open_seat"),
    path("people/seats/<int:pk>/invite/", views.invite, name="invite"),
    path("people/seats/<int:pk>/let-back-in/", views.let_back_in, name="let_back_in"),
    path("people/seats/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("people/held/", views.held_form, name="held"),
]
