"""Questions before a consultation: self-diagnosis and questionnaire, the same pages behind two doors."""
