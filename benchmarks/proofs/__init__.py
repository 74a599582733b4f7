"""Long proofs, one module an area: its `WORDS`, its `cases`, `ready` to run them, and what is `told` of the results."""
