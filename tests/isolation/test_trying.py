"""The trials themselves: a hole in a wall is seen."""

import psycopg
import pytest

from tests.isolation.catalogue import read_catalogue
from tests.isolation.people import acting
from tests.isolation.trying import try_verb
from tests.isolation.world import World
from tests.support.database import Urls

HOLES = {
    "select": "CREATE POLICY hole ON contacts_contact FOR SELECT TO totalaudio_app USING (true)",
    "insert": "CREATE POLICY hole ON contacts_contact FOR INSERT TO totalaudio_app WITH CHECK (true)",
    "update": """CREATE POLICY hole ON contacts_contact TO totalaudio_app USING (true)""",
    "delete": "ALTER TABLE contacts_contact DISABLE ROW LEVEL SECURITY",
}


@pytest.mark.parametrize("verb", HOLES)
def test_a_hole_in_a_wall_is_seen(verb: str, fresh_database: Urls) -> None:
    with psycopg.connect(fresh_database.admin) as admin:
        world = World(read_catalogue(admin), admin)
        world.build()
        admin.execute(HOLES[verb].encode())
        admin.commit()
        with acting(fresh_database, "stranger") as stranger:
            reached = try_verb(stranger, world, "contacts_contact", verb)
    assert reached == {row.key for row in world.rows["contacts_contact"]}
