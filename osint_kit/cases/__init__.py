"""Case folders: the card, the ledger, runs with their findings and evidence, and checking all of it."""
