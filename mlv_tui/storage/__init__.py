"""The database: tables, migrations and the one store that reads and writes them."""
