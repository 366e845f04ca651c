from django.urls import path

from approvals.views import items, meetings, minutes

app_name = "approvals"
urlpatterns = [
    path("meetings/", meetings.index, name="list"),
    path("meetings/new/", meetings.plan, name="plan"),
    path("meetings/agenda/<int:pk>/", meetings.agenda, name="agenda"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/list/", meetings.list_item, name="list_item"),
    path("meetings/<int:pk>/call/", meetings.call, name="call"),
    path("meetings/<int:pk>/call-again/", meetings.call_again, name="call_again"),
    path("meetings/<int:pk>/call-off/", meetings.call_off, name="call_off"),
    path("meetings/<int:pk>/open/", meetings.open_meeting, name="open"),
    path("meetings/<int:pk>/close/", minutes.close, name="close"),
    path("meetings/<int:pk>/adopt/<int:minutes_pk>/", minutes.adopt, name="adopt"),
    path("meetings/<int:pk>/correct/<int:minutes_pk>/", minutes.correct, name="correct"),
    path("meetings/items/<int:pk>/", items.item, name="item"),
    path("meetings/items/<int:pk>/strike/", items.strike, name="strike"),
    path("meetings/items/<int:pk>/declare/", items.declare, name="declare"),
    path("meetings/items/<int:pk>/let-stay/<int:interest>/", items.let_stay, name="let_stay"),
    path("meetings/items/<int:pk>/put-to-vote/", items.put_to_vote, name="put_to_vote"),
    path("meetings/items/<int:pk>/vote/", items.vote, name="vote"),
    path("meetings/items/<int:pk>/resolve/", items.resolve, name="resolve"),
    path("meetings/items/<int:pk>/dissent/", items.dissent, name="dissent"),
]
