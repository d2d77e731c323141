"""A key that has ended stays ended, and none is made that lasts longer than a year."""

from django.db import migrations

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_api_keys")]

    operations = [sql_file(__file__, "0005_keys_end.sql")]
