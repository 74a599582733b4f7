"""Tags every template has."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from i18nfield.strings import LazyI18nString

from essaim.kit.languages import language_name, spoken

register = template.Library()


@register.simple_tag
def text(value: LazyI18nString | str | None, *, mark: bool = False) -> SafeString:
    """A content text with its own lang and dir; with mark=True a fallback says that it is one."""
    reader = get_language() or "en"
    said = spoken(value, reader)
    if not said.text:
        return SafeString("")
    if said.language in ("", reader):
        return format_html("{}", said.text)
    shown = format_html('<span lang="{}" dir="{}">{}</span>', said.language, said.direction, said.text)
    if not (mark and said.is_fallback):
        return shown
    note = gettext("in %(language)s") % {"language": language_name(said.language, reader)}
    return format_html('{} <small class="meta">({})</small>', shown, note)
