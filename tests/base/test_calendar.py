from datetime import date

from tsunagu.base.calendar import day_words, month_day_words


def test_a_day_in_words_has_no_leading_zeros() -> None:
    assert day_words(date(2026, 4, 1)) == "2026年4月1日"
    assert month_day_words(date(2026, 4, 1)) == "4月1日"
