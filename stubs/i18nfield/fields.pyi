from typing import TypeVar

from django.db import models
from i18nfield.strings import LazyI18nString

_ST = TypeVar("_ST", contravariant=True, default=str | dict[str, str] | LazyI18nString)
_GT = TypeVar("_GT", covariant=True, default=LazyI18nString)

class I18nCharField(models.TextField[_ST, _GT]):
    _pyi_private_set_type: str | dict[str, str] | LazyI18nString  # type: ignore[assignment]
    _pyi_private_get_type: LazyI18nString  # type: ignore[assignment]
    _pyi_lookup_exact_type: str

class I18nTextField(models.TextField[_ST, _GT]):
    _pyi_private_set_type: str | dict[str, str] | LazyI18nString  # type: ignore[assignment]
    _pyi_private_get_type: LazyI18nString  # type: ignore[assignment]
    _pyi_lookup_exact_type: str
