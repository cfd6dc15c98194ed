"""Fills the data folder named by VANKIEN_DATA with a draft in two versions. Run by test_comparison.py."""

from django.core.management import call_command

from browser.scene import user  # which makes Django ready
from factories import make_congress, make_season, make_unit
from vankien_web.drafts import actions, tasks
from vankien_web.units.models import Role
from web.compared_texts import TEXT, edited, word


def main():
    call_command("migrate", verbosity=0)
    city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
    unit = make_unit("Đảng bộ xã Quảng Tâm", city)
    secretary = user("bi.thu", unit, Role.UNIT_SECRETARY)
    draft = actions.create_draft(make_congress(make_season(city), unit), "political_report", by=secretary)
    for data in (word(TEXT), edited()):
        tasks.examine.call(tasks.submit_version(draft, [data], "báo cáo.docx", by=secretary).pk)


if __name__ == "__main__":
    main()
