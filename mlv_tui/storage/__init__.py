"""The database: tables, migrations and the one store that reads and writes them."""

from mlv_tui.storage.drivers import import_peewee_alone

import_peewee_alone()
