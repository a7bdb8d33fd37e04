"""The billing system's stand-in: an invented energy retailer behind the contract of `docs/billing-system.md`."""
