from django.urls import path

from documents.views import batches, letterheads, papers, parcels

app_name = "documents"
urlpatterns = [
    path("documents/style.css", letterheads.style, name="style"),
    path("organisations/<int:pk>/letterhead/", letterheads.letterhead, name="set_letterhead"),
    path("organisations/<int:pk>/letterhead/specimen.pdf", letterheads.specimen, name="specimen"),
    path("organisations/<int:pk>/emblem/", letterheads.emblem, name="emblem"),
    path("documents/of/<str:about>/zip/", batches.ask_for_zip, name="ask_for_zip"),
    path("files/<int:pk>/", parcels.parcel, name="parcel"),
    path("files/<int:pk>/file/", parcels.parcel_file, name="parcel_file"),
    *parcels.PAGES.paths(),
    path("documents/<int:pk>/", papers.document, name="document"),
    path("documents/<int:pk>/state/", papers.state, name="state"),
    path("documents/<int:pk>/making/", papers.making, name="making"),
    path("documents/<int:pk>/about/", papers.about, name="about"),
    path("documents/<int:pk>/sign/", papers.sign, name="sign"),
    *papers.PAGES.paths(),
    *papers.BY_HAND.paths(),
    path("documents/<int:pk>/scans/<int:scan_pk>/", papers.scan, name="scan"),
]
