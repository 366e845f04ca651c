from django.urls import path

from people.verb_pages import Pages
from requests import devices, services
from requests.verbs import VERBS
from requests.views import (
    batches,
    comparing,
    deciding,
    machine,
    opening,
    previewing,
    readiness,
    reading,
    workbooks,
    writing,
)

app_name = "requests"
urlpatterns = [
    path("requests/", reading.index, name="list"),
    path("requests/list.<str:form>", reading.export, name="export"),
    path("requests/many/", batches.bring_many, name="bring_many"),
    path("requests/many/<int:call>/form.xlsx", batches.form, name="many_form"),
    path("requests/many/<int:pk>/", batches.batch, name="batch"),
    path("requests/offline/", devices.shell, name="shell"),
    path("requests/worker.js", devices.worker, name="worker"),
    path("requests/demands/", readiness.listed, name="demands"),
    path("requests/demands/<slug:rule>/", readiness.set_demand, name="set_demand"),
    path("requests/<int:pk>/readiness/", readiness.report, name="readiness"),
    path("requests/new/", writing.begin, name="begin"),
    path("requests/<int:pk>/write/", writing.questions, name="questions"),
    path("requests/<int:pk>/write/<slug:key>/", writing.write, name="write"),
    path("requests/<int:pk>/attachments/<int:attachment>/", reading.attachment, name="attachment"),
    path("requests/<int:pk>/attachments/<int:attachment>/remove/", writing.remove_attachment, name="remove_attachment"),
    path("requests/<int:pk>/attachments/<int:attachment>/take-back/", writing.take_back_file, name="take_back_file"),
    path("requests/<int:pk>/sent/", deciding.sent, name="sent"),
    path("requests/<int:pk>/form.xlsx", workbooks.form, name="form"),
    path("requests/<int:pk>/request.json", machine.full, name="data"),
    path("public/requests/<int:pk>/request.json", machine.of_open_edition, name="open_data"),
    path("schemas/request-1.json", machine.describe, name="schema"),
    path("requests/<int:pk>/compare/<int:before>/<int:after>/", comparing.compare, name="compare"),
    path("requests/<int:pk>/preview/", previewing.preview, name="preview"),
    path("requests/<int:pk>/preview/page/", previewing.preview_page, name="preview_page"),
    path("requests/<int:pk>/preview.pdf", previewing.preview_pdf, name="preview_pdf"),
    *Pages(
        VERBS,
        services,
        find=writing.find,
        base=deciding.base,
        made={"take_along": opening.take_along_form},
        own={
            "attach": writing.attach,
            "fill": workbooks.fill,
            "choose_words": opening.choose_words,
            "submit": deciding.submit,
            "return_for_revision": deciding.return_for_revision,
        },
    ).paths(),
]
