"""Addresses of units, people, working groups and accounts."""

from django.urls import path

from vankien_web.units.views import accounts, groups, imports, people, tree

urlpatterns = [
    path("don-vi/", tree.units, name="units"),
    path("don-vi/moi/", tree.found_unit, name="found_root"),
    path("don-vi/tim/", tree.find_units_list, name="find_units"),
    path("don-vi/<int:pk>/", tree.unit, name="unit"),
    path("don-vi/<int:pk>/lich-su/", tree.unit_history, name="unit_history"),
    path("don-vi/<int:pk>/moi/", tree.found_unit, name="found_unit"),
    path("don-vi/<int:pk>/sua/", tree.change_unit, name="change_unit"),
    path("don-vi/<int:pk>/ket-thuc/", tree.end_unit, name="end_unit"),
    path("don-vi/<int:pk>/to-cong-tac/", groups.add_group, name="add_group"),
    path("don-vi/<int:pk>/nhap-don-vi/", imports.rows, {"which": "import_units"}, name="import_units"),
    path("don-vi/<int:pk>/nhap-don-vi/mau/", imports.sample, {"which": "import_units"}, name="units_sample"),
    path("don-vi/<int:pk>/nhap-nguoi/", imports.rows, {"which": "import_people"}, name="import_people"),
    path("don-vi/<int:pk>/nhap-nguoi/mau/", imports.sample, {"which": "import_people"}, name="people_sample"),
    path("to-cong-tac/<int:pk>/", groups.group, name="group"),
    path("to-cong-tac/<int:pk>/sua/", groups.change_group, name="change_group"),
    path("to-cong-tac/<int:pk>/thanh-vien/", groups.join_group, name="join_group"),
    path("to-cong-tac/<int:pk>/thanh-vien/<int:seat>/thoi/", groups.leave_group, name="leave_group"),
    path("to-cong-tac/<int:pk>/don-vi/", groups.assign_unit, name="assign_unit"),
    path("to-cong-tac/<int:pk>/don-vi/<int:assignment>/thoi/", groups.release_unit, name="release_unit"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/moi/", people.add_person, name="add_person"),
    path("nguoi/tim/", people.find_people_list, name="find_people"),
    path("nguoi/<int:pk>/", people.person, name="person"),
    path("nguoi/<int:pk>/sua/", people.change_person, name="change_person"),
    path("nguoi/<int:pk>/chuc-vu/", people.give_post, name="give_post"),
    path("nguoi/<int:pk>/tai-khoan/", accounts.open_account, name="open_account"),
    path("nguoi/<int:pk>/tai-khoan/duong-dan/", accounts.new_link, name="new_link"),
    path("nguoi/<int:pk>/tai-khoan/<slug:verb>/", accounts.change_account, name="change_account"),
    path("chuc-vu/<int:pk>/thoi/", people.end_post, name="end_post"),
    path("chuc-vu/<int:pk>/ban-giao/", people.hand_over, name="hand_over"),
    path("de-an-nhan-su/", people.personnel, name="personnel_switch"),
    path("de-an-nhan-su/tat/", people.personnel_off, name="personnel_off"),
]
