"""The screen: frozen data comes down, messages go up."""
