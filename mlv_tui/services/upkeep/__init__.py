"""What keeps a database well: migrations, backups, copies, and what the doctor finds."""
