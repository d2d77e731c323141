"""A campaign as a CSV file and back: what is written can be read again, and changes nothing the second time."""
