"""Which tests run where, what counts as not run, and the counts that are printed."""

from deploy.setup.testing import Counts, counts_of, distribution, parts


def test_browser_media_and_process_tests_have_the_machine_for_themselves() -> None:
    side_by_side, alone = parts({})
    assert side_by_side.marks == "not browser and not media and not rig"
    assert side_by_side.options == ("-n", "2")
    assert alone.marks == "(browser or media or rig)"
    assert alone.options == ()


def test_a_test_that_needs_a_missing_tool_is_not_chosen_even_if_it_has_another_mark() -> None:
    _, alone = parts({"browser": "no Chromium"})
    assert alone.marks == "(media or rig) and not browser"


def test_a_tool_that_is_missing_leaves_the_part_side_by_side_alone() -> None:
    assert len(parts({"browser": "-", "media": "-", "rig": "-"})) == 1


def test_counts_are_read_from_the_report_and_an_error_counts_as_a_failure() -> None:
    report = '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>'
    assert counts_of(report) == Counts(passed=3, failed=3, skipped=3)
    assert counts_of(report) + Counts(passed=1) == Counts(passed=4, failed=3, skipped=3)


def test_the_distribution_is_known_by_its_id() -> None:
    assert distribution('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n') == "debian"
    assert distribution('ID_LIKE=debian\nID="ubuntu"\n') == "ubuntu"
    assert distribution("") == ""
