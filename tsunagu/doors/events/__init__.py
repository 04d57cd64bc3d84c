"""What several doors show of events: the form of a registration, and the pages of who keeps events."""
