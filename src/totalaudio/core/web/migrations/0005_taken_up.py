from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_public"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [sql_file(__file__, "0005_taken_up.sql")]
