"""The whole site in one file: every row and every uploaded file, the same on SQLite and PostgreSQL (docs/guides/backup.md)."""
