"""What is known: records merged into papers, and questions about them."""
