from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(
        *columns, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("metrics", "0001_initial")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="EventHour",
            fields=[
                (
                    "pk",
                    _key("hour", "app_name", "event_category", "event_name", "source", "status"),
                ),
                ("hour", models.DateTimeField()),
                ("app_name", models.TextField()),
                ("event_category", models.TextField()),
                ("event_name", models.TextField()),
                ("source", models.TextField()),
                ("status", models.TextField()),
                ("events", models.BigIntegerField()),
                ("timed", models.BigIntegerField()),
                ("duration_total_ms", models.BigIntegerField()),
                ("histogram", ArrayField(models.IntegerField())),
            ],
            options={"db_table": "event_hours", "managed": False},
        ),
        migrations.CreateModel(
            name="EventDay",
            fields=[
                ("pk", _key("date", "event_name", "app_name", "source")),
                ("date", models.DateField()),
                ("event_name", models.TextField()),
                ("app_name", models.TextField()),
                ("source", models.TextField()),
                ("people", models.BigIntegerField()),
                ("events", models.BigIntegerField()),
                ("timed", models.BigIntegerField()),
                ("histogram", ArrayField(models.IntegerField())),
            ],
            options={"db_table": "event_days", "managed": False},
        ),
        migrations.CreateModel(
            name="EventWeek",
            fields=[
                ("pk", _key("user_id", "week", "event_name", "feature")),
                ("user_id", models.UUIDField()),
                ("week", models.DateField()),
                ("event_name", models.TextField()),
                ("feature", models.TextField()),
            ],
            options={"db_table": "event_weeks", "managed": False},
        ),
        migrations.CreateModel(
            name="EventFirst",
            fields=[
                ("pk", _key("user_id", "event_name", "feature")),
                ("user_id", models.UUIDField()),
                ("event_name", models.TextField()),
                ("feature", models.TextField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={"db_table": "event_firsts", "managed": False},
        ),
        sql_file(__file__, "0002_rollups.sql"),
        sql_file(__file__, "0002_partitions.sql"),
    ]
