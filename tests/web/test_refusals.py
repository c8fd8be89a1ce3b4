"""The pages for what cannot be understood or is not taken: they say so in the looks of the site, and what to do."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.people_and_plans import KENT

pytestmark = pytest.mark.django_db
UPLOAD = f"/workspace/plans/{KENT}/upload/"


def send(client: Client, number: int) -> tuple[int, str]:
    """Upload so many files; return the status and the page."""
    files = [SimpleUploadedFile(f"{each}.csv", b"a") for each in range(number)]
    response = client.post(UPLOAD, {"files": files})
    return response.status_code, response.content.decode()


def test_more_files_than_are_taken_are_answered_with_a_page(signed_in, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    assert send(signed_in("county planner"), most)[0] == 422
    status, page = send(signed_in("county planner"), most + 1)
    assert status == 400
    assert f"More than {most} files were sent at once" in page
    assert "Nothing was changed" in page
    assert "Sign out" in page


def test_more_text_than_is_taken_is_answered_with_a_page(signed_in, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    response = signed_in("county planner").post(UPLOAD, {"revision": "1" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert response.status_code == 400
    assert "More was sent than is taken at once" in response.content.decode()


def test_a_request_for_another_host_is_answered_with_a_page() -> None:
    response = Client().get("/workspace/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()


@pytest.mark.parametrize(
    ("method", "address", "allowed", "said"),
    [
        ("GET", f"/workspace/plans/{KENT}/revisions/2/put-back/", "POST", "only takes what a form sends"),
        ("DELETE", UPLOAD, "GET, POST", "takes nothing that is sent in this way"),
        ("POST", "/workspace/plans/", "GET", "takes nothing that is sent in this way"),
    ],
)
def test_a_method_that_is_not_taken_is_answered_with_a_page(  # type: ignore[no-untyped-def]
    signed_in, kent_site: str, method: str, address: str, allowed: str, said: str
) -> None:
    response = signed_in("county planner").generic(method, address)
    assert response.status_code == 405
    assert response.headers["Allow"] == allowed
    assert said in response.content.decode()
