from typing import Any

import factory
from factory.django import DjangoModelFactory

from research.models import Concept, ConceptLabel


class ConceptFactory(DjangoModelFactory):
    """A concept with its words by language, the first preferred: ``en=["wage theft"]``."""

    class Meta:
        model = Concept
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"concept-{n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        abbreviations = kwargs.pop("abbreviations", [])
        words = {key: kwargs.pop(key) for key in list(kwargs) if isinstance(kwargs[key], list)}
        concept = super()._create(model_class, *args, **kwargs)
        for language, texts in words.items():
            for place, text in enumerate(texts):
                kind = "alternative" if place else "preferred"
                concept.labels.create(language=language, text=text, kind=kind)
        for text in abbreviations:
            concept.labels.create(language="en", text=text, kind=ConceptLabel.Kind.ABBREVIATION)
        return concept
