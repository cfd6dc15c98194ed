"""Sites in folders (and, on PostgreSQL, databases) of their own, with something in them."""

import os

from drills.site import new_database, vankien

FILL = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "vankien_web.site.settings"
import django
django.setup()
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from vankien_web.accounts.models import User
from vankien_web.common import storage
from vankien_web.common.history import record
from vankien_web.drafts.models import Draft, Version
with storage.staged([b"as it was brought"], 100) as file, transaction.atomic():
    user = User.objects.create_user("u1", name="Cán bộ 01")
    draft = Draft.objects.create(owner=user, kind="political_report", title="Hai\\tcột\\nhai dòng \\\\N")
    file.place()
    Version.objects.create(draft=draft, sha256=file.sha256, size=file.size, file_name="x", submitted_by=user)
    record("draft_created", draft, by=user, kind=draft.kind)
"""


class Place:
    def __init__(self, folder):
        self.folder = folder
        self.database = new_database(os.environ.get("VANKIEN_DATABASE", ""))

    def vankien(self, *words):
        return vankien(*words, folder=self.folder, database=self.database)
