"""A stand-in for Przelewy24: REST API v1 as far as the portal uses it, a payment page, signed notifications."""
