from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("pitch", "0001_initial")]
    operations = [sql_file(__file__, "0002_secrets.sql")]
