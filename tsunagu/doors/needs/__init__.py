"""From a company's need to its specialist: the same pages behind several doors."""
