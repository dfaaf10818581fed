import json
import shutil
import threading

import pytest
from django.core.management import call_command
from django.utils import timezone

from research.models import Output
from research.search import Criteria, feed, find, following, index
from tests.factories import OutputFactory
from tests.waiting import wait_for

pytestmark = pytest.mark.django_db


def count() -> int:
    return find(Criteria(text="remittances")).count


def test_first_look_builds_the_index(catch_up):
    OutputFactory(title="Remittances")

    catch_up()

    assert count() == 1


def test_changed_output_is_replaced_not_doubled(catch_up):
    output = OutputFactory(title="Remittances")
    catch_up()
    output.title = "Remittances and more remittances"
    output.save()

    catch_up()
    catch_up()

    assert count() == 1


def test_withdrawn_output_leaves_the_index(catch_up):
    output = OutputFactory(title="Remittances")
    catch_up()
    Output.objects.filter(pk=output.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Wrong."
    )

    catch_up()

    assert count() == 0


def test_index_of_another_database_is_rebuilt(catch_up):
    OutputFactory(title="Remittances")
    catch_up()
    about = index.live_folder() / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"system": "1"}))
    before = index.live_folder()

    following.Follower().catch_up()

    assert index.live_folder() != before
    assert not before.exists()
    assert count() == 1


def test_damaged_index_is_rebuilt(catch_up):
    OutputFactory(title="Remittances")
    catch_up()
    (index.live_folder() / "outputs" / "meta.json").write_text("{")

    following.Follower().catch_up()

    assert count() == 1


def test_lost_index_is_rebuilt(catch_up):
    OutputFactory(title="Remittances")
    catch_up()
    shutil.rmtree(index.live_folder())
    assert find(Criteria(text="remittances")).is_plain

    following.Follower().catch_up()

    assert not find(Criteria(text="remittances")).is_plain
    assert count() == 1


def test_lost_position_is_rebuilt_from(catch_up):
    catch_up()
    OutputFactory(title="Remittances")
    (index.live_folder() / "position.json").unlink()

    following.Follower().catch_up()

    assert count() == 1


def test_position_older_than_the_feed_remembers_is_rebuilt_from(catch_up):
    catch_up()
    old = feed.Position(feed.now().snapshot, (timezone.now() - feed.KEPT_FOR).isoformat())
    feed.save(old, index.live_folder())
    before = index.live_folder()

    following.Follower().catch_up()

    assert index.live_folder() != before


def test_rebuild_command_swaps_the_index_under_the_follower(catch_up):
    catch_up()
    OutputFactory(title="Remittances")

    call_command("rebuild_index")
    OutputFactory(title="More remittances")
    catch_up()

    assert count() == 2


def test_rebuild_if_needed_leaves_a_sound_index(catch_up):
    catch_up()
    before = index.live_folder()

    call_command("rebuild_index", if_needed=True)

    assert index.live_folder() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_published_output_is_found_without_being_asked_for():
    stop = threading.Event()
    follower = threading.Thread(target=following.follow, args=[stop])
    follower.start()
    try:
        wait_for(lambda: not find(Criteria()).is_plain)
        OutputFactory(title="Remittances")

        wait_for(lambda: count() == 1)
        with pytest.raises(following.AlreadyFollowed):
            following.follow(stop)
    finally:
        stop.set()
        follower.join()


def test_index_of_an_older_version_is_not_asked_but_rebuilt(catch_up):
    OutputFactory(title="Remittances")
    catch_up()
    about = index.live_folder() / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"shape": "older"}))
    index._opened.clear()  # as in a process that starts with the new version
    assert find(Criteria(text="remittances")).is_plain

    following.Follower().catch_up()

    assert not find(Criteria(text="remittances")).is_plain


def test_output_that_cannot_be_read_back_stops_no_other(catch_up):
    catch_up()
    damaged = OutputFactory(title="Remittances")
    OutputFactory(title="Remittances")
    Output.objects.filter(pk=damaged.pk).update(issued="2023-02-31")

    catch_up()

    assert count() == 1
