from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("web", "0002_grants")]

    operations = [sql_file(__file__, "0002_installation.sql")]
