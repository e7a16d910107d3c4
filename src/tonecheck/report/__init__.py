"""Reports: pure functions from what was found to text. Nothing here prints, reads a file or knows an exit code."""
