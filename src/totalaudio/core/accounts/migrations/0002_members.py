import django.db.models.functions.text
from django.db import migrations, models

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("workspace"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("accepted_at", None)),
                name="accounts_invitation_once",
            ),
        ),
        sql_file(__file__, "0002_members.sql"),
    ]
