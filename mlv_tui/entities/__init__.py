"""Sources of business entities: databases and files that are read, and never written."""
