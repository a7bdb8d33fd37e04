"""Builds the deployment package of the function app, for the platform it will run on."""
