"""What workflows say to GitHub and ask of it, by its REST API: comments, checks, the release pull request."""
