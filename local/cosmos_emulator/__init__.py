"""A stand-in for Azure Cosmos DB for NoSQL: the protocol of the unchanged `azure-cosmos` client, on SQLite."""

EMULATOR_KEY = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="
"""The key every Cosmos DB emulator publishes; it opens nothing but a stand-in on one's own machine."""
