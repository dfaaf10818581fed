from pathlib import Path

import pytest

from hub.figures import loading

#: Excerpts of the publishers' own files: other rows are blank, so that numbers of rows hold.
RAW = Path(__file__).resolve().parents[1] / "samples" / "figures"


@pytest.fixture
def shipped(db: None) -> None:
    """The figures that stand in the project."""
    loading.load_shipped()
