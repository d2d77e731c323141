"""A step of a migration is found in its file, and so is what stands above it."""

from totalaudio.project.expanding.sources import Place, places
from totalaudio_ops.deploys.expanding.scripts import Declared, Mark

SOURCE = """
class Migration(migrations.Migration):
    # contract: of the class, and of no step
    operations: ClassVar[list[Operation]] = [
        migrations.AddField("run", "name", models.TextField()),
        # What it was for.
        # expands: fills the new column
        migrations.RunPython(
            fill,
        ),
        migrations.RemoveField(
            "run",
            "old",  # contract: nobody reads it since 2.3.0
        ),
        migrations.RunSQL("-- contract: in a string"),
    ]
"""


def test_each_step_has_its_line_and_its_mark() -> None:
    assert places(SOURCE, 4) == [
        Place(5, None),
        Place(8, Declared(Mark.EXPANDS, "fills the new column")),
        Place(11, Declared(Mark.CONTRACT, "nobody reads it since 2.3.0")),
        Place(15, None),
    ]


def test_a_list_that_is_made_up_elsewhere_has_no_lines() -> None:
    assert places("operations = steps()", 2) == [Place(), Place()]
    assert places("operations = [one, *others]", 3) == [Place(), Place(), Place()]
    assert places("", 1) == [Place()]
