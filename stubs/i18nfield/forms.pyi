from typing import Any

from django import forms

class I18nWidget(forms.MultiWidget):
    enabled_locales: list[str]

class I18nTextInput(I18nWidget): ...
class I18nTextarea(I18nWidget): ...

class I18nFormField(forms.MultiValueField):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
