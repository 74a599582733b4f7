from essaim.forum.demo.example.edition import Cast, example_edition

__all__ = ["Cast", "example_edition"]
