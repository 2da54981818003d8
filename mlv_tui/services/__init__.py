"""What mlv does, on top of storage and readers: ingest, edits, following, the workspace."""
