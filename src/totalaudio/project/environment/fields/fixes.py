"""What to do about a setting that is wrong, as its declaration and the rules say it; and the key of development."""

DEVELOPMENT_KEY = "development-only-key-that-protects-nothing"

KEY_FIX = "set it to at least 32 random characters"
FERNET_FIX = "set it to the output of: openssl rand -base64 32 | tr '+/' '-_'"
METRICS_FIX = "set it to at least 16 random characters"
URL_FIX = "set it to the https address that people use"
MAIL_FIX = "set it to the mail server, as in smtps://user:password@host:465"
ADDRESS_FIX = "set it to the address of {role}, as in postgresql://user:password@host:5432/database"
