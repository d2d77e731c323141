"""Deploys to a machine of one's own: versioned releases, two colours of each app, and HAProxy in front of them."""
