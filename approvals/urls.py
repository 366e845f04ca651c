from django.urls import path

from approvals.views import items, meetings, minutes
from approvals.views.pages import OF_MEETING

app_name = "approvals"
urlpatterns = [
    path("meetings/", meetings.index, name="list"),
    path("meetings/new/", meetings.plan, name="plan"),
    path("meetings/agenda/<int:pk>/", meetings.agenda, name="agenda"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    *OF_MEETING.paths(),
    path("meetings/<int:pk>/adopt/<int:minutes_pk>/", minutes.adopt, name="adopt"),
    path("meetings/<int:pk>/adopt-corrected/<int:minutes_pk>/", minutes.adopt_corrected, name="adopt_corrected"),
    path("meetings/items/<int:pk>/", items.item, name="item"),
    *items.PAGES.paths(),
    path("meetings/items/<int:pk>/let-stay/<int:interest>/", items.let_stay, name="let_stay"),
]
