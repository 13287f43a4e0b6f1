"""The rules: tickets, routing, deadlines, people, privacy and wording. Standard library only."""
