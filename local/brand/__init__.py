"""For who makes a brand: its JSON schema, its check with a page to look at, and its icons."""
