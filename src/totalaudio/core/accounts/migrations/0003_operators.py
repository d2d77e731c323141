from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_members")]

    operations = [sql_file(__file__, "0003_operators.sql")]
