class ArchiveError(Exception):
    """The archive cannot be written or used: says where, what and what to do. Nothing has been changed."""
