"""One child: what is due and why, who is in their life, what was promised, and the way into a review."""
