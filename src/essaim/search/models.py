from django.db import models


class Document(models.Model):
    """One public thing that can be found, as its domain handed it over. What is not public has no row here."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    scope = models.CharField(max_length=60, blank=True)
    """The slug of the edition it belongs to, or empty."""
    route = models.CharField(max_length=60)
    """Name of the page's address, with its arguments: made into an address in the reader's language."""
    route_args = models.JSONField(default=list)
    title = models.JSONField(default=dict)
    context = models.JSONField(default=dict)
    """The line under the title: where and when."""
    names = models.JSONField(default=list)
    """People, organisations and other spellings it is also found by."""
    texts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    """Of everything above: a document that has not changed is not written again."""
    words = models.BinaryField(default=bytes)
    """Numbers of the words that stand in it, so that they can be taken off."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="document_once"),)
        indexes = (models.Index(fields=["scope", "kind"], name="document_shelf"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Word(models.Model):
    """A stem that occurs in at least one document: accents, case and plural folded."""

    text = models.CharField(max_length=40, unique=True)
    length = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.text


class Gram(models.Model):
    """Three letters in a row of a word: how a misspelt word finds its neighbours on any database."""

    pk = models.CompositePrimaryKey("gram", "word_id")
    gram = models.CharField(max_length=3)
    word = models.ForeignKey(Word, models.CASCADE, related_name="grams")


class Shelf(models.Model):
    """A kind of document in one edition (or in none): what an answer is counted and narrowed by."""

    kind = models.CharField(max_length=20)
    scope = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "scope"], name="shelf_once"),)


class Posting(models.Model):
    """Where a word stands, and what it weighs there, for a block of documents at a time (essaim.search.packing)."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="postings", db_index=False)
    block = models.PositiveIntegerField()
    entries = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["word", "block"], name="posting_once"),)


class Progress(models.Model):
    """One row: up to which change the index has followed the journal."""

    revision = models.PositiveBigIntegerField(default=0)
    entry = models.PositiveBigIntegerField(default=0)
    """The last journal entry taken in."""
    kinds = models.CharField(max_length=300, blank=True)
    """Names and versions of the kinds indexed: a new one makes the index read everything again."""
