"""Work off the Qt thread, on two one-thread lanes: the caseload's and the network's."""
