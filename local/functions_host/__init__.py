"""A stand-in for the Azure Functions host: Azure's own worker code behind a small HTTP server and clock."""
