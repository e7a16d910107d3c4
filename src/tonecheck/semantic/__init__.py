"""What phrases cannot say: sentence vectors of a small encoder, and a linear head for each category that they carry.

``tools/train_semantic.py`` trains prefilter and heads on corpora/ and writes ``data/``; docs/semantic.md has the figures.
Nothing here is imported before a letter is checked with ``semantic`` on: numpy and the encoder stay out of the way.
"""
