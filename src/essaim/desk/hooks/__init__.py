"""Webhooks: which addresses may be called, how a call is signed, how it is made, and how often."""
