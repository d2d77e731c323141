from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_initial"),
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [sql_file(__file__, "0001_grants.sql")]
