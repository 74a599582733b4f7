from essaim.forum.demo.writing.edition import write_edition

__all__ = ["write_edition"]
