"""Small widgets that every screen shares. They know no caseload."""
