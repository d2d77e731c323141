"""Imports of lists, and enrichment runs over contacts."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.contacts.fields import Status
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference


class ImportState(models.TextChoices):
    """Where an import is; only `done` has changed any contact."""

    MAPPING = "mapping", "Waiting for its mapping"
    QUEUED = "queued", "Waiting for the worker"
    RUNNING = "running", "Importing"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Import(TenantModel):
    """One uploaded file or paste: what was read of it, its mapping, and what came of it."""

    name = models.TextField()
    bytes = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MAPPING)
    kind = models.TextField(default="")
    encoding = models.TextField(default="")
    delimiter = models.TextField(default="")
    header = ArrayField(models.TextField(), null=True)
    sample = models.JSONField(default=list)
    remarks = ArrayField(models.TextField(), default=list)
    mapping = models.JSONField(default=dict)
    rows_done = models.IntegerField(default=0)
    bytes_done = models.BigIntegerField(default=0)
    rows_new = models.IntegerField(default=0)
    rows_updated = models.IntegerField(default=0)
    rows_unchanged = models.IntegerField(default=0)
    rows_refused = models.IntegerField(default=0)
    problem = models.TextField(default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [*TenantModel.Meta.constraints]
        indexes = [models.Index(fields=["workspace", "created_at"], name="intel_import_by_age")]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        """The tone in which its state is shown."""
        tones = {ImportState.MAPPING: "waiting", ImportState.QUEUED: "waiting"}
        return tones.get(ImportState(self.state), self.state)


class ImportPiece(TenantModel):
    """A piece of the uploaded bytes, kept until the import has ended."""

    of = models.ForeignKey(
        Import,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="pieces",
    )
    number = models.IntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="intel_importpiece_of", column="of_id", to="intel_import"),
            models.UniqueConstraint(
                fields=["workspace", "of", "number"], name="intel_importpiece_once"
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.number}"


class ImportedRow(TenantModel):
    """Where a contact's values came from: the row of the file, and the fields that it set."""

    of = models.ForeignKey(
        Import,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="rows",
    )
    row = models.IntegerField()
    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="rows",
    )
    fields = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="intel_importedrow_of", column="of_id", to="intel_import"),
            TenantReference(
                name="intel_importedrow_contact", column="contact_id", to="contacts_contact"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "contact"], name="intel_importedrow_contact"),
            models.Index(fields=["workspace", "of", "row"], name="intel_importedrow_of"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}"


class Refusal(TenantModel):
    """A row that could not become a contact, with the reason and its cells."""

    of = models.ForeignKey(
        Import,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="refusals",
    )
    row = models.IntegerField()
    reason = models.TextField()
    message = models.TextField()
    cells = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="intel_refusal_of", column="of_id", to="intel_import"),
        ]
        indexes = [models.Index(fields=["workspace", "of", "row"], name="intel_refusal_of")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"


class SavedMapping(TenantModel):
    """The mapping that was last used for a header, so that it need not be made again."""

    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "fingerprint"], name="intel_savedmapping_once"
            ),
        ]

    def __str__(self) -> str:
        return self.fingerprint


class RunState(models.TextChoices):
    """Where an enrichment run is."""

    QUEUED = "queued", "Waiting for the worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class Run(TenantModel):
    """One request to enrich a set of contacts; `done` counts the items that the worker has finished.

    `problem` says why a run was stopped before its end when nobody cancelled it.
    """

    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", db_default="")

    class Meta:
        constraints = [*TenantModel.Meta.constraints]
        indexes = [models.Index(fields=["workspace", "created_at"], name="intel_run_by_age")]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"

    @property
    def tone(self) -> str:
        """The tone in which its state is shown."""
        return "waiting" if self.state == RunState.QUEUED else self.state


class RunItem(TenantModel):
    """One contact of a run, in the order of the request; `status` is '' until the worker has done it."""

    run = models.ForeignKey(
        Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="items"
    )
    position = models.IntegerField()
    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="run_items",
    )
    status = models.TextField(blank=True, default="", choices=[(s, s) for s in Status])
    problems = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="intel_runitem_run", column="run_id", to="intel_run"),
            TenantReference(
                name="intel_runitem_contact", column="contact_id", to="contacts_contact"
            ),
            models.UniqueConstraint(
                fields=["workspace", "run", "position"], name="intel_runitem_once"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "contact"], name="intel_runitem_contact"),
            models.Index(
                fields=["workspace", "run", "position"],
                condition=models.Q(status=""),
                name="intel_runitem_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.status}"
