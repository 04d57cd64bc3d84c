"""What an order of the list does to the people on it: a simulated month, measured (promises §1).

Pure: people, seed and day come in, a table comes out. NumPy is loaded only by who imports this package.
"""
