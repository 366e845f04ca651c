from django.urls import path

from requests.views import deciding, previewing, reading, writing

app_name = "requests"
urlpatterns = [
    path("requests/", reading.index, name="list"),
    path("requests/new/", writing.begin, name="begin"),
    path("requests/<int:pk>/write/<slug:key>/", writing.write, name="write"),
    path("requests/<int:pk>/attach/", writing.attach, name="attach"),
    path("requests/<int:pk>/attachments/<int:attachment>/", reading.attachment, name="attachment"),
    path("requests/<int:pk>/attachments/<int:attachment>/remove/", writing.remove_attachment, name="remove_attachment"),
    path("requests/<int:pk>/preview/", previewing.preview, name="preview"),
    path("requests/<int:pk>/preview/page/", previewing.preview_page, name="preview_page"),
    path("requests/<int:pk>/preview.pdf", previewing.preview_pdf, name="preview_pdf"),
    path("requests/<int:pk>/submit/", deciding.submit, name="submit"),
    path("requests/<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("requests/<int:pk>/intake/", deciding.intake, name="intake"),
    path("requests/<int:pk>/intake/admit/", deciding.admit, name="admit"),
    path("requests/<int:pk>/suspend/", deciding.suspend, name="suspend"),
    path("requests/<int:pk>/take-up-again/", deciding.take_up_again, name="take_up_again"),
    path("requests/<int:pk>/terminate/", deciding.terminate, name="terminate"),
    path("requests/<int:pk>/resume/", deciding.resume, name="resume"),
]
