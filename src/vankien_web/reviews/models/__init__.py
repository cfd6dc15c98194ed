"""The records of this room."""

from vankien_web.reviews.models.advice import Advice, AdviceOutcome
from vankien_web.reviews.models.bundle import Bundle, Progress
from vankien_web.reviews.models.collation import (
    COPY_UNDER_WAY,
    Collation,
    CopyState,
    Remark,
    RemarkAnswer,
    Reviewer,
    ReviewerCopy,
)
from vankien_web.reviews.models.conclusion import Conclusion, MinuteEntry, Sentence, SentenceKind
from vankien_web.reviews.models.meeting import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Outcome,
    Picture,
    Presence,
    Shown,
    Subject,
)
from vankien_web.reviews.models.opinion import Followed, Opinion, OpinionKind, Position, Scope, Stance
from vankien_web.reviews.models.paper import ANSWERS, EXTRACT, Letterhead, Paper, Series, Template
from vankien_web.reviews.models.proof import Proof
from vankien_web.reviews.models.rendition import Rendition
from vankien_web.reviews.models.request import (
    Answer,
    AnswerKind,
    ChangeRequest,
    RequestKind,
    RequestState,
    Verdict,
    VerdictValue,
)
from vankien_web.reviews.models.sealing import SEALERS, KnownKey, OpinionPackage

__all__ = [
    "ANSWERS",
    "COPY_UNDER_WAY",
    "EXTRACT",
    "SEALERS",
    "Advice",
    "AdviceOutcome",
    "AgendaItem",
    "Answer",
    "AnswerKind",
    "Attendance",
    "Bundle",
    "ChangeRequest",
    "Collation",
    "Conclusion",
    "CopyState",
    "Followed",
    "KnownKey",
    "Letterhead",
    "Meeting",
    "MeetingState",
    "MinuteEntry",
    "Opinion",
    "OpinionKind",
    "OpinionPackage",
    "Outcome",
    "Paper",
    "Picture",
    "Position",
    "Presence",
    "Progress",
    "Proof",
    "Remark",
    "RemarkAnswer",
    "Rendition",
    "RequestKind",
    "RequestState",
    "Reviewer",
    "ReviewerCopy",
    "Scope",
    "Sentence",
    "SentenceKind",
    "Series",
    "Shown",
    "Stance",
    "Subject",
    "Template",
    "Verdict",
    "VerdictValue",
]
