"""What tonecheck asks of git: the files of a commit or a push, the lines that changed, and where hooks live."""
