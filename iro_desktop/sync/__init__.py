"""The laptop's side of the exchange with the office: the line, enrolment, and the exchange itself."""
