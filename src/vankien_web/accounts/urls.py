"""Addresses of accounts: ours, and of allauth only those that serve a purpose here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import include, path, reverse_lazy
from django.views.decorators.http import require_POST

from vankien_web.accounts import oidc, views

own = [
    path("", views.account, name="account"),
    path("phien/", views.session, name="session"),
    path("phien/ket-thuc/", views.end_other_sessions, name="end_other_sessions"),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("ma-truy-cap/", views.tokens, name="tokens"),
    path("ma-truy-cap/<int:pk>/thu-hoi/", views.revoke_token, name="revoke_token"),
    path("xac-nhan/", views.with_a_way(account.reauthenticate), name="account_reauthenticate"),
    path("xac-nhan/ma/", views.with_a_way(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "xac-nhan/khoa/", views.with_a_way(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("lop-hai/", mfa.index, name="mfa_index"),
    path("lop-hai/ung-dung/", totp.activate_totp, name="mfa_activate_totp"),
    path("lop-hai/ung-dung/bo/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("lop-hai/khoa/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "lop-hai/khoa/<int:pk>/bo/",
        keys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
    path("lop-hai/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("lop-hai/ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
urlpatterns = [
    path("vao/", account.login, name="account_login"),
    path("vao/lop-hai/", mfa.authenticate, name="mfa_authenticate"),
    path("vao/khoa/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("vao/gui-lai/", views.kept_form, name="kept_form"),
    path("vao/gui-lai/bo/", views.forget_form, name="forget_form"),
    path("ra/", require_POST(account.logout), name="account_logout"),
    path("loi-moi/", views.set_password, name="set_password"),
    path("loi-moi/<str:secret>/", views.invitation, name="invitation"),
    path("trinh-dien/vao/", views.enter_demonstration, name="enter_demonstration"),
    path("tai-khoan/", include(own)),
    *oidc.urlpatterns(),
]
