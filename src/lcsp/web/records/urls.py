"""The addresses of rooms, lists and records."""

from django.urls import path

from lcsp.web.records import editing, history, lists, record, removing, rooms

_ROOM = "plans/<plan:plan>/<room:room>/"
_LIST = f"{_ROOM}<plural:plural>"
_RECORD = f"{_ROOM}<noun:noun>/<key:key>/"

urlpatterns = [
    path(_ROOM, rooms.show_room, name="room"),
    path(f"{_LIST}/", lists.show_list, name="list"),
    path(f"{_LIST}.csv", lists.download_csv, name="list_csv"),
    path(f"{_LIST}.xlsx", lists.download_xlsx, name="list_xlsx"),
    path(f"{_LIST}/add/", editing.add_record, name="add"),
    path(f"{_LIST}/add/check/", editing.check_new, name="add_check"),
    path(_RECORD, record.show_record, name="record"),
    path(f"{_RECORD}edit/", editing.edit_record, name="record_edit"),
    path(f"{_RECORD}check/", editing.check_record, name="record_check"),
    path(f"{_RECORD}history/", history.show_history, name="record_history"),
    path(f"{_RECORD}remove/", removing.remove_record, name="record_remove"),
]
