from django.urls import path

from documents import batches, letterhead_views, views

app_name = "documents"
urlpatterns = [
    path("documents/style.css", letterhead_views.style, name="style"),
    path("organisations/<int:pk>/letterhead/", letterhead_views.letterhead, name="letterhead"),
    path("organisations/<int:pk>/letterhead/specimen.pdf", letterhead_views.specimen, name="specimen"),
    path("organisations/<int:pk>/emblem/", letterhead_views.emblem, name="emblem"),
    path("documents/of/<str:about>/zip/", batches.ask_for_zip, name="ask_for_zip"),
    path("documents/zip/<int:job_pk>/", batches.zip_file, name="zip"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/state/", views.state, name="state"),
    path("documents/<int:pk>/making/", views.making, name="making"),
    path("documents/<int:pk>/stop/", views.stop, name="stop"),
    path("documents/<int:pk>/again/", views.again, name="again"),
    path("documents/<int:pk>/about/", views.about, name="about"),
    path("documents/<int:pk>/sign/", views.sign, name="sign"),
    path("documents/<int:pk>/scans/", views.add_scan, name="add_scan"),
    path("documents/<int:pk>/scans/<int:scan_pk>/", views.scan, name="scan"),
    path("documents/<int:pk>/sheet/", views.issue_sheet, name="issue_sheet"),
]
