"""The query language: a grammar, and a compiler from queries to Python callables."""
