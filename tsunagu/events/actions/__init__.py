"""The only writers of the events room."""
