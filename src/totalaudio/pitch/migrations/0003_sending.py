from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("pitch", "0002_secrets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            model_name="mailbox", name="tripped_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="send",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="send",
            index=models.Index(fields=["workspace", "address_hash"], name="pitch_send_address"),
        ),
        migrations.AddIndex(
            model_name="send",
            index=models.Index(fields=["workspace", "state", "due_at"], name="pitch_send_by_state"),
        ),
    ]
