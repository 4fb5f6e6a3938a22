"""What Vosk is told to listen for: words that the model knows, and nothing silently lost."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.recognition.vosk_grammar import MOST_PHRASES, MOST_WORDS, Lexicon, written


def lexicon(*words: str) -> Lexicon:
    return Lexicon(lambda word: 1 if word in words else -1)


def test_a_phrase_written_without_spaces_is_cut_into_the_fewest_words_of_the_lexicon() -> None:
    grammar = lexicon("我", "想", "查", "社", "保", "社保", "我想").grammar(("我想查社保",))
    assert grammar.lines == ("我想 查 社保",)


def test_a_phrase_with_a_word_that_the_model_lacks_is_dropped_whole_and_counted() -> None:
    grammar = lexicon("查", "社保").grammar(("查社保", "查饕餮", "饕餮"))
    assert grammar.lines == ("查 社保",)
    assert (grammar.dropped, grammar.unknown_words) == (2, 2)


def test_what_is_dropped_is_not_told() -> None:
    grammar = lexicon().grammar(("林美丽",))
    assert "林美丽" not in repr(grammar)


def test_each_word_is_looked_up_once() -> None:
    asked: list[str] = []

    def find_word(word: str) -> int:
        asked.append(word)
        return 1

    known = Lexicon(find_word)
    known.grammar(("네", "네 아니요"))
    known.grammar(("아니요",))
    assert sorted(asked) == ["네", "아니요"]


def test_words_are_forgotten_with_the_utterance_and_never_pile_up() -> None:
    known = lexicon("네")
    known.grammar(("林美丽",))
    known.forget()
    assert known.has.cache_info().currsize == 0
    known.grammar(f"{n}" for n in range(MOST_PHRASES))
    for n in range(MOST_WORDS + 10):
        known.has(f"{n}")
    assert known.has.cache_info().currsize == MOST_WORDS


def test_an_endless_list_of_phrases_is_cut_and_counted() -> None:
    grammar = lexicon("네").grammar(tuple(f"{'네 ' * n}" for n in range(1, MOST_PHRASES + 11)))
    assert grammar.dropped == 10


@given(st.lists(st.text(max_size=20), max_size=5))
def test_no_text_upsets_it_and_every_line_is_made_of_known_words(phrases: list[str]) -> None:
    known = lexicon("a", "ab", "c", "社保")
    for line in known.grammar(tuple(phrases)).lines:
        assert line
        assert all(known.has(word) for word in line.split(" "))


def test_chinese_is_written_without_spaces_and_other_words_with_them() -> None:
    assert written("查 社保 a b 네 아니요") == "查社保 a b 네 아니요"
    assert written("") == ""
