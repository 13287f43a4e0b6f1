"""Training gives the same model again."""

from __future__ import annotations

from random import Random

from nlu.augmentation import vary
from nlu.examples import Example
from nlu.normalise import normalise
from nlu.teaching import teach
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


def test_a_variant_holds_the_line_it_is_made_of(examples: list[Example]) -> None:
    some = [example for example in examples if not example.cadre][::40]
    variants = vary(some, 1)
    assert len(variants) > len(some) / 2
    assert all(some[variant.parts[0]].text in variant.text for variant in variants)
    assert all(variant.example is some[variant.parts[0]] for variant in variants)


def test_a_renamed_place_stands_where_it_is_said_to(examples: list[Example]) -> None:
    placed = [example for example in examples if example.places]
    assert placed
    for example in placed[:50]:
        text, places = rename(example.text, example.places, Random(3))
        assert len(places) == len(example.places)
        assert all(text[start:end].strip() for start, end in places)
        first = example.places[0][0]
        assert text[:first] == example.text[:first] and places[0][0] == first
