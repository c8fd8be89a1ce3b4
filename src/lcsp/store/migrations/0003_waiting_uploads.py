"""Uploads that wait for their owner."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [
        ("store", "0002_nothing_is_overwritten"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="WaitingUpload",
            fields=[
                ("token", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("plan", models.CharField(blank=True, max_length=200)),
                ("base", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("remarks", models.TextField(blank=True)),
                ("content", models.BinaryField()),
                ("made_at", models.DateTimeField(db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
