"""The demonstration: an invented caseload and a scripted visit through the real windows."""
