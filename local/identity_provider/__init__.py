"""A stand-in for Microsoft Entra ID: what MSAL needs to get tokens, over HTTPS with a certificate of its own."""
