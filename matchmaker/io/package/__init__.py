"""The one door for files of others: every byte of them goes through its limits."""
