"""A commune's personnel plan with three candidates, and the people around it."""

from types import SimpleNamespace

import pytest

from factories import make_congress, make_personnel_plan, make_season, make_tree, make_user
from vankien_web.common import keyring
from vankien_web.units.models import PersonnelStatement, Role


@pytest.fixture
def scene(db):
    tree = make_tree()
    administrator = make_user(None, Role.ADMINISTRATOR)
    PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=administrator)
    keyring.make()
    congress = make_congress(make_season(tree.city), tree.commune)
    plan = make_personnel_plan(congress)
    return SimpleNamespace(
        tree=tree,
        congress=congress,
        plan=plan,
        at=f"/nhan-su/{plan.key}/",
        first=plan.rows.first(),
        administrator=administrator,
        secretary=make_user(tree.commune, Role.UNIT_SECRETARY, sees_personnel=True),
        office=make_user(tree.city, Role.OFFICE, sees_personnel=True),
        observer=make_user(tree.city, Role.OBSERVER, sees_personnel=True),
        others=[
            make_user(tree.city, Role.OFFICE),
            make_user(tree.commune, Role.UNIT_SECRETARY),
            make_user(tree.office, Role.UNIT_SECRETARY, sees_personnel=True),
            make_user(tree.other_province, Role.OFFICE, sees_personnel=True),
        ],
    )


@pytest.fixture
def go(client):
    def ask(user, address, data=None):
        client.force_login(user)
        return client.get(address) if data is None else client.post(address, data)

    return ask
