"""Between rows and files: a version as a document to be written, and a document taken over into an edition's draft."""
