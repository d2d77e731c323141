"""Words of contacts as the API takes them: one that we do not know is refused, never left out."""

from typing import Annotated

from pydantic import AfterValidator

from totalaudio.contacts.countries import country_code
from totalaudio.contacts.genres import canonical
from totalaudio.core.api.schemas import Line


def _genre(text: str) -> str:
    found = canonical(text)
    if found is None:
        raise ValueError(f"“{text}” is no genre that we know")
    return found


def _country(text: str) -> str:
    code = country_code(text)
    if not code:
        raise ValueError(f"“{text}” is no country that we know")
    return code


Genre = Annotated[Line, AfterValidator(_genre)]
Country = Annotated[Line, AfterValidator(_country)]
