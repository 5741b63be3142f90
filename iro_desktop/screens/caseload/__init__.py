"""Every child by the next review: what is late comes first, and every date can say why."""
