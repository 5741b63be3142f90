"""Recording a review, with the child in the room."""
