from essaim.forum.demo.example.edition import Company, example_edition

__all__ = ["Company", "example_edition"]
