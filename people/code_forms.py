"""Where a second factor's code is typed: a Thai keyboard writes ๑๒๓ where the telephone shows 123."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms
from allauth.mfa.totp.forms import ActivateTOTPForm

from thai import digits


class _InAnyDigits:
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = digits.arabic(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside which this stands
        return code


class Authenticate(_InAnyDigits, forms.AuthenticateForm): ...  # type: ignore[misc]  # allauth has no types


class Reauthenticate(_InAnyDigits, forms.ReauthenticateForm): ...  # type: ignore[misc]  # allauth has no types


class ActivateTOTP(_InAnyDigits, ActivateTOTPForm): ...  # type: ignore[misc]  # allauth has no types
