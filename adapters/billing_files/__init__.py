"""Answers the billing contract from files that a billing system exports; stands beside the application, not in it."""
