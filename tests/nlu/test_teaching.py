"""Training gives the same model again."""

from __future__ import annotations

from random import Random

from casework.taxonomy import OPENING, Act
from nlu.augmentation import vary
from nlu.examples import Example
from nlu.normalise import normalise
from nlu.teaching import HEARD, teach
from nlu.toponyms import rename


def test_the_same_lines_teach_the_same_model(examples: list[Example]) -> None:
    some = examples[::25]
    first, second = teach(some), teach(some)
    for example in examples[:200]:
        normal = normalise(example.text)
        assert first.villagers(normal) == second.villagers(normal)
        assert first.cadres(normal) == second.cadres(normal)
        assert first.tagger.find(normal.text) == second.tagger.find(normal.text)
    assert first.thresholds == second.thresholds


def test_taught_by_few_lines_it_rather_hears_too_much_than_too_little(examples: list[Example]) -> None:
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(example)
    few = [example for _, lines in sorted(by_intent.items()) for example in lines[:: 1 + len(lines) // 8]]
    taught = teach(few)
    known = {example.text for example in few}
    others = [e for e in examples[::150] if e.act in OPENING and not e.cadre and e.text not in known]
    heard = sum(taught.villagers(normalise(example.text)).act in OPENING for example in others)
    assert len(few) < 1_500 and len(others) > 300
    assert heard / len(others) > HEARD - 0.03


def test_a_matter_is_whole_in_its_variant(examples: list[Example]) -> None:
    some = [example for example in examples if not example.cadre][::40]
    variants = vary(some, 1)
    assert len(variants) > len(some) / 3
    assert all(variant.example is some[variant.parts[0]] for variant in variants)
    matters = [variant for variant in variants if variant.example.act in OPENING]
    assert matters
    assert all(variant.example.text in variant.text for variant in matters)


def test_talk_is_joined_out_of_the_beginning_of_one_and_the_end_of_another(examples: list[Example]) -> None:
    talk = [example for example in examples if example.act is Act.CHAT and not example.cadre][:100]
    matter = next(example for example in examples if example.act in OPENING)
    pieces = [variant for variant in vary([*talk, matter], 1) if variant.example.act is Act.CHAT]
    joined = [piece for piece in pieces if len(piece.parts) == 2]
    assert len(joined) > len(talk) / 2
    for piece in joined:
        first, second = (talk[i].text for i in piece.parts)
        assert any(
            first.startswith(piece.text[:i]) and second.endswith(piece.text[i:].lstrip("。 ，！"))
            for i in range(1, len(piece.text))
        )


def test_a_new_line_leaves_the_variants_of_the_others_nearly_as_they_were(examples: list[Example]) -> None:
    some = [example for example in examples if not example.cadre][::40]
    before = {variant.text for variant in vary(some, 1)}
    after = {variant.text for variant in vary([*some[1:], Example("新来的一句闲话", Act.CHAT)], 1)}
    assert len(before & after) > 0.98 * len(before)


def test_a_renamed_place_stands_where_it_is_said_to(examples: list[Example]) -> None:
    placed = [example for example in examples if example.places]
    assert placed
    for example in placed[:50]:
        text, places = rename(example.text, example.places, Random(3))
        assert len(places) == len(example.places)
        assert all(text[start:end].strip() for start, end in places)
        first = example.places[0][0]
        assert text[:first] == example.text[:first] and places[0][0] == first
