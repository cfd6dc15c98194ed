"""How Django knows this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "vankien_web.reviews"
    label = "reviews"

    def ready(self) -> None:
        from vankien_web.drafts.actions.examination import AFTER_READING
        from vankien_web.drafts.gate import MORE
        from vankien_web.drafts.pages import MORE as BESIDE
        from vankien_web.drafts.tasks import WHILE_READING
        from vankien_web.figures.actions.verification import AFTER_ANSWER
        from vankien_web.figures.changes import ASKED
        from vankien_web.personnel.papers import HEADS
        from vankien_web.reviews.actions.following import follow
        from vankien_web.reviews.actions.regression import look_again
        from vankien_web.reviews.further import further
        from vankien_web.reviews.open import asked_about, unanswered
        from vankien_web.reviews.papers.heads import issuer
        from vankien_web.reviews.tasks.correcting import correct
        from vankien_web.reviews.tasks.proving import while_reading

        for then in (follow, look_again):
            if then not in AFTER_READING:
                AFTER_READING.append(then)
        if while_reading not in WHILE_READING:
            WHILE_READING.append(while_reading)
        if issuer not in HEADS:
            HEADS.append(issuer)
        if unanswered not in MORE:
            MORE.append(unanswered)
        if correct not in AFTER_ANSWER:
            AFTER_ANSWER.append(correct)
        if further not in BESIDE:
            BESIDE.append(further)
        if asked_about not in ASKED:
            ASKED.append(asked_about)
