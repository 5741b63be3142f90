"""What an IRO sees. Views obey, presenters decide."""
