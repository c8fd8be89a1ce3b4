"""The addresses of reviews."""

from django.urls import path

from lcsp.web.review import views

_OF = "plans/<plan:plan>/review/"
urlpatterns = [
    path(_OF, views.review, name="review"),
    path(f"{_OF}send/", views.send, name="review_send"),
    path(f"{_OF}take-back/", views.take_it_back, name="review_take_back"),
    path(f"{_OF}send-back/", views.send_it_back, name="review_send_back"),
    path(f"{_OF}approve/", views.approve_it, name="review_approve"),
    path(f"{_OF}comment/", views.add_comment, name="review_comment"),
    path(f"{_OF}comments/<int:number>/", views.answer_comment, name="comment_answer"),
]
