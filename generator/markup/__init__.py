"""Text from outside and text from people, to HTML and to Markdown."""
