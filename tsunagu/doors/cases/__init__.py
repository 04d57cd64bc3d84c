"""Case files: the forms and parts their pages share at the partner's, the specialist's and the client's door."""
