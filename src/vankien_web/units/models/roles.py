"""What a post lets its holder do, and the roles that are named together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post lets its holder do; a working group's members have theirs from the group."""

    ADMINISTRATOR = "administrator", _("administrator")
    OFFICE = "office", _("committee's office")
    CHAIR = "chair", _("chair")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    WORKING_GROUP_MEMBER = "working_group_member", _("working-group member")
    UNIT_SECRETARY = "unit_secretary", _("unit secretary")
    UNIT_DRAFTER = "unit_drafter", _("unit drafter")
    VERIFIER = "verifier", _("verifier of a department")
    OBSERVER = "observer", _("observer")


COMMITTEE = (Role.OFFICE, Role.CHAIR, Role.COMMITTEE_MEMBER)  # serve a committee, and hear its meetings
WRITERS = (Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)  # answer and write for their own unit, for none below
