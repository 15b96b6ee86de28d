"""What a person can tell Broadsheet to do: one file a command."""
