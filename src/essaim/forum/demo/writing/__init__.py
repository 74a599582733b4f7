from essaim.forum.demo.writing.company import write_company
from essaim.forum.demo.writing.edition import write_edition

__all__ = ["write_company", "write_edition"]
