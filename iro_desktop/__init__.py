"""iro_desktop: an Independent Reviewing Officer's caseload, reviews and letters, on a laptop, offline."""
