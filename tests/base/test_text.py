from tsunagu.base.text import fold, grams, query_grams


def test_fold_makes_width_case_and_kana_one() -> None:
    assert fold("ＰマークＡｂｃ ｾｷｭﾘﾃｨ") == "pまーくabc せきゅりてぃ"


def test_grams_are_distinct_pieces_and_last_characters() -> None:
    assert grams(["規定、規定"]) == "定 規定"


def test_query_of_one_character_is_a_prefix() -> None:
    assert query_grams("鍵") == ["鍵*"]


def test_query_of_a_word_needs_every_piece() -> None:
    assert query_grams("脆弱性") == ["脆弱", "弱性"]
