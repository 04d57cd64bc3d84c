"""Reads for the screens of the public list: typed rows, the same number of queries for one row and for many."""
