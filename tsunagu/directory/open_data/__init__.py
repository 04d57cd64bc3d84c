"""Open data: what listed people agreed to publish, as files anybody may take every day."""
