"""The widgets: frozen data in through reactives, messages out."""
