from hashlib import sha256


def content_tag(body: bytes) -> str:
    """A strong ETag: two answers with the same tag are the same byte for byte."""
    return f'"{sha256(body).hexdigest()[:32]}"'
