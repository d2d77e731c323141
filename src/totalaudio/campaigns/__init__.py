"""The noun that Tracker and Pitch Generator will share: campaign, target, touch, outcome; not built yet."""
