"""Individual consultations: the record for who advises, the summary for the company; the same behind several doors."""
