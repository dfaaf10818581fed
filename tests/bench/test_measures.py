"""The measures by themselves: what they compute, not how quick anything is."""

import pytest

from bench import clock, growth, report, tables
from bench.measures import MEASURES
from bench.quality import ndcg, recall

JUDGED = {"q1": {"a": 2, "b": 1, "c": 0}, "q2": {"d": 1}, "q3": {"e": 0}}


def test_ndcg_is_one_for_the_best_order_and_counts_unanswered_questions():
    assert ndcg({"q1": JUDGED["q1"]}, {"q1": ["a", "b", "c"]}) == 1
    assert ndcg(JUDGED, {"q1": ["a", "b"]}) == pytest.approx(1 / 3)


def test_ndcg_has_a_linear_gain_discounted_by_place():
    # The sum of 1 and 2/log2(3), by the best sum, of 2 and 1/log2(3).
    assert ndcg({"q1": JUDGED["q1"]}, {"q1": ["b", "a"]}) == pytest.approx(0.8597, abs=1e-4)


def test_recall_leaves_out_questions_without_an_answer():
    assert recall(JUDGED, {"q1": ["a", "c"], "q2": ["d"]}) == 0.75


def test_times_give_the_middle_and_the_slow_end():
    assert clock.times([1, 2, 3, 4, 100]) == {"p50": 3, "p95": 80.8}
    assert clock.times([7]) == {"p50": 7, "p95": 7}


def test_actions_take_turns():
    order = []

    clock.side_by_side(
        lambda n: order.append(("a", n)), lambda n: order.append(("b", n)), rounds=2
    )

    assert order[-4:] == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]


def test_table_is_markdown():
    assert tables.table(("a", "b"), [(1, 2)]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"


KIND = {"name": "a word", "says": "fees", "found": 3}


def figures(size, ms):
    times = {"find": ms, "rows": ms / 4, "raw": ms / 2, "request": 4 * ms}
    return {
        "surroundings": {"on": "2026-11-21", "machine": "2 cores", "load": 0.5, "note": "Alone"},
        "size": size,
        "pages": 8,
        "loading": 1,
        "indexing": 2.0,
        "indexing_cpu": 2.5,
        "per_second": 5000,
        "database_mb": 9,
        "index_mb": 3,
        "kinds": [KIND | {part: {"p50": p, "p95": p * 2} for part, p in times.items()}],
        "http": {"p50": 20.0, "p95": 30.0},
        "memory_mb": 120.5,
    }


def test_report_says_ratio_and_how_to_repeat():
    measure = next(m for m in MEASURES if m.size == 10_000)

    said = report.section(measure, figures(10_000, 8.0))

    row = "| a word: fees | 3 | 8.0 / 16.0 | 2.0 / 4.0 | 4.0 / 8.0 | 2.0 | 1.5 | 32.0 / 64.0 |"
    assert row in said
    assert "`.venv/bin/python -m bench search-10000`" in said
    assert "load 0.5. Alone." in said


def test_picture_has_a_line_for_search_and_one_for_tantivy():
    drawn = growth.lines([figures(10_000, 8.0), figures(100_000, 20.0)])

    assert drawn == [
        growth.Line("a word", ((10_000, 8.0), (100_000, 20.0))),
        growth.Line("a word", ((10_000, 4.0), (100_000, 10.0)), is_alone=True),
    ]
    assert growth.picture(drawn).count("<polyline") == 2
