"""The board of a consultation day, the same at the doors of who runs the day."""
