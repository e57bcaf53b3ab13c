"""From a person and the directory to what is proposed: criteria, score, choice, and the words for them."""
