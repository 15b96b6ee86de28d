"""What kinds share: the views of cards, rows, feed entries and calendars."""
