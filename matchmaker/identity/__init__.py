"""What is the same between two events of one workbook: people, slots, tables."""
