"""The public status page, as static files that outlive the apps."""
