"""Ratios against peers and limits. Nothing here is a test: figures are printed with versions, and go into docs/ with their date."""
