import pytest

from totalaudio.contacts.countries import country_code, country_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("gb", "GB"),
        ("GBR", "GB"),
        (" United  Kingdom ", "GB"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Wales", "GB"),
        ("USA", "US"),
        ("United States", "US"),
        ("Deutschland", "DE"),
        ("Germany", "DE"),
        ("The Netherlands", "NL"),
        ("Ireland", "IE"),
        ("south korea", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("", ""),
        ("London", ""),
        ("UK / Ireland", ""),
        ("Europe", ""),
    ],
)
def test_a_country_is_known_by_its_names_and_codes_or_not_at_all(text: str, code: str) -> None:
    assert country_code(text) == code


def test_a_code_has_its_everyday_name() -> None:
    assert [country_name("GB"), country_name("TW"), country_name("XX")] == [
        "United Kingdom",
        "Taiwan",
        "XX",
    ]
