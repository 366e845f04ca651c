"""What those who work on the project run: checks, locks, words, the documents drawn from the code. The service imports none of it."""
