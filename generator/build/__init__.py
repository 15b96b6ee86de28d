"""What is redone: from kinds to files. Knows no kind by name."""
