"""Microsoft's own client tests as the judge of the emulator; they are fetched, never kept."""
