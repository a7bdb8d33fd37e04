"""The sync begun anew, by an operator's command."""
