"""The pure core: values and rules that know no file, database, clock or screen."""
