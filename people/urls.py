from django.urls import path

from people.views import entering, identity, me, organisations, own

app_name = "people"
urlpatterns = [
    path("join/", entering.join, name="join"),
    path("people/recover/", entering.ask_recovery, name="ask_to_come_back"),
    path("people/recover/come-back/", entering.come_back, name="come_back_in"),
    path("people/seats/", own.seats, name="seats"),
    path("people/seats/<int:pk>/act/", own.act, name="act"),
    path("people/me/", me.me, name="me"),
    path("people/me/address/", me.address, name="address"),
    path("people/me/address/code/", me.prove_address, name="prove_address"),
    path("people/me/letters/", me.letters, name="letters"),
    path("people/me/sessions/<slug:mark>/end/", me.end_session, name="end_session"),
    path("people/identity/<slug:name>/", identity.go, name="identity"),
    path("people/identity/<slug:name>/back/", identity.come_back, name="identity_back"),
    path("people/codes/", own.codes, name="codes"),
    path("people/held/", own.held_form, name="held"),
    path("people/organisation/", organisations.organisation, name="organisation"),
    path("people/organisation/<int:pk>/", organisations.organisation, name="organisation_of"),
    path("people/words/", organisations.words, name="words"),
    path("people/recoveries/<int:pk>/", organisations.recovery, name="recovery"),
    *organisations.OF_ORGANISATIONS.paths(),
    *organisations.OF_SEATS.paths(),
    *organisations.OF_UNSEATINGS.paths(),
    *organisations.OF_RECOVERIES.paths(),
]
