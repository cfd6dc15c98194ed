"""What can be done to a draft: each verb checks, writes and records in one transaction."""

from vankien_web.drafts.actions.examination import AFTER_READING, advance, begin, fail, finish, in_order
from vankien_web.drafts.actions.follow import follow_unit
from vankien_web.drafts.actions.road import (
    AFTER_MOVING,
    NotReady,
    create_draft,
    delete_draft,
    make_ready,
    send_back,
    settle,
    share,
)
from vankien_web.drafts.actions.submission import Rules, check_file, rules_of, submit_version
from vankien_web.drafts.actions.waivers import lift_waiver, waive

__all__ = [
    "AFTER_MOVING",
    "AFTER_READING",
    "NotReady",
    "Rules",
    "advance",
    "begin",
    "check_file",
    "create_draft",
    "delete_draft",
    "fail",
    "finish",
    "follow_unit",
    "in_order",
    "lift_waiver",
    "make_ready",
    "rules_of",
    "send_back",
    "settle",
    "share",
    "submit_version",
    "waive",
]
