from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("web", "0005_taken_up")]

    operations = [sql_file(__file__, "0006_backups.sql")]
