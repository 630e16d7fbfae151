"""The open platform contract over HTTP; docs/open-platform-api/openapi.json is generated from here."""
