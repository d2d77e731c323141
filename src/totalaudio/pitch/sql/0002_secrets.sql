-- Web processes write the secrets of mailboxes and cannot read them back; only the worker can.

REVOKE SELECT ON pitch_mailboxsecret FROM totalaudio_app;
GRANT SELECT (id, workspace_id, mailbox_id, updated_at) ON pitch_mailboxsecret TO totalaudio_app;
