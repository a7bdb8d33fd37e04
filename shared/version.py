"""The release: the commit a deployment package was made from, written into this file by the packaging."""

VERSION = "development"
