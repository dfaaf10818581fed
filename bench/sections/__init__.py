"""What RESULTS.md says of each measure: figures in, Markdown out. Needs no Django."""
