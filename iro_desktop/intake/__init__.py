"""Files from elsewhere become records: the SSDA903 return and the people file."""
