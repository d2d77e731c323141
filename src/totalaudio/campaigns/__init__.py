"""The noun that Tracker and Pitch Generator share: a campaign, its targets, and what happened to each."""
