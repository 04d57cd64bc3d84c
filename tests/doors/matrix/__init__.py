"""The access matrix: who is walked as, where to, and what is expected (tests/doors/test_matrix.py)."""
