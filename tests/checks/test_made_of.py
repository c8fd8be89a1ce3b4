"""What codes, aliases and counts are made of, where it agrees and where it only seems to."""

from tests.checks.test_like_rows import found, table


def test_a_misspelt_name_is_told_and_a_longer_one_is_not() -> None:
    header = "area: code | name"
    assert found("JOIN-42", table(header, "swale-rural | Swael Rural")) == [("swale-rural", "name")]
    assert found("JOIN-42", table(header, "swale-rural | Swale Rural and Sheppey", "east-7 | Thanet")) == []


def test_another_ending_is_another_word() -> None:
    assert found("JOIN-42", table("post: code | name", "named-officer | Officer whom the source names")) == []


def test_names_that_changed_places_are_told_of_both() -> None:
    text = table("board: code | name", "kct | Trust board", "trust | Cabinet", "cabinet | Trust")
    assert found("JOIN-42", text) == [("trust", "name"), ("cabinet", "name")]


def test_codes_that_carry_nothing_are_left_alone() -> None:
    assert (
        found("JOIN-43", table("activity: code | service", "one | nurses", "two | nurses", "nurses-3 | nurses")) == []
    )


def test_the_number_of_an_alias_is_that_of_the_code() -> None:
    rows = ["T10 | target | Target 10", "T12 | target | Target 12", "T14 | target | Target 41"]
    assert found("JOIN-43", table("objective: code | kind | aliases", *rows)) == [("T14", "aliases")]


def test_one_board_for_all_localities_is_not_counted() -> None:
    areas = table("area: code | kind | established", "a | locality | 2008-09-01", "b | locality | 2008-09-01")
    board = "board: code | kind | established | number\nboard: all | local board | 2008-09-01 | "
    assert found("JOIN-44", f"{areas}\n{board}1") == []
    assert found("JOIN-44", f"{areas}\n{board}3") == [("all", "number")]


def test_adults_may_be_more_than_the_children_of_an_area() -> None:
    text = "age_band: code | role\nage_band: all | total\n"
    text += "population: area | band | number\npopulation: dover | all | 100\n"
    text += "consultation: code | target_group | sample_size | area\nconsultation: a | All {} | 900 | dover"
    assert found("JOIN-46", text.format("pupils")) == [("a", "sample_size")]
    assert found("JOIN-46", text.format("parents")) == []


def test_a_plan_without_sections_quotes_what_it_likes() -> None:
    assert found("JOIN-47", "stated_amount: code | quoted_in\nstated_amount: a | Foreword") == []
