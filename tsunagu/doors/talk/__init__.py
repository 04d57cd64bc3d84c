"""The conversation after an accepted enquiry: one page for both sides, shown by three doors."""
