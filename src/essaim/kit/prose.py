"""Long texts people wrote, as safe HTML: CommonMark without raw HTML, pictures or headings that would break the page's own."""

from functools import cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt


@cache
def reader() -> MarkdownIt:
    """Links only to the web and mail (markdown-it refuses javascript:, data: and the like); a line break is a line break."""
    rules = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "typographer": False})
    return rules.disable(["heading", "lheading", "image", "html_block", "html_inline", "code"])


def prose(text: str) -> SafeString:
    """Paragraphs, lists, emphasis and links; everything else stays as it was typed, escaped."""
    return SafeString(reader().render(text).strip())
