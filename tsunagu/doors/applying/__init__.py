"""The steps of an application as forms, shown by two doors: to the person, and to the office for who has no login."""
