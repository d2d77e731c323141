"""Runs a command of ours at a server, over ssh; it goes on to its end there when the connection is cut."""
