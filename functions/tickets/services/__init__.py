"""Services as data: what can be ordered stands in `catalogue.json`; the code knows kinds of fields, not services.

Only where a service needs a rule of its own (the day a contract ends, a plan of instalments) is there a line in
`rules.py` for it (ADR 35).
"""
