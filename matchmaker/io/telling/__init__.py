"""What all outputs share: a plan in the words of one language."""
