from django.db import migrations, models

import totalaudio.core.lib.ids
from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0003_installation"),
        ("accounts", "0003_operators"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="attachments",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="DemoCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=totalaudio.core.lib.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("company", models.CharField(max_length=120)),
                ("promotes", models.TextField(blank=True)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("booked_at", models.DateTimeField(auto_now_add=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("starts_at",),
                        name="web_democall_one_at_a_time",
                    )
                ],
            },
        ),
        sql_file(__file__, "0004_letters.sql"),
        sql_file(__file__, "0004_demo_calls.sql"),
    ]
