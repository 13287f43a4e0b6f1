"""What was meant: from the words of one message to a `casework.reading.Reading`."""
