"""Where records come from: one file a source. No source touches the network."""
