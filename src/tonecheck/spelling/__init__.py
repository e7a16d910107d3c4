"""Spelling: the ``Speller`` protocol and its in-process backend."""
