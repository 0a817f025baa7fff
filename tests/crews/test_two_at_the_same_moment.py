"""Two people change the roster at once: the database decides, one is first and the other is told."""

from functools import partial
from types import SimpleNamespace

from roster_cast import DAY, HOUR, dispatcher, on_duty, post_of
from threads import raised, together
from town import MORNING

from heating_ops.crews.duty.commands import put_on_duty
from heating_ops.crews.duty.drawing import extend_roster
from heating_ops.crews.duty.refusals import PersonBusy, PostFilled, SwapSettled
from heating_ops.crews.duty.swaps import accept_swap, approve_swap, ask_swap, withdraw_swap
from heating_ops.crews.models import DutyPost, Level, Pattern, PatternTurn, Swap
from heating_ops.journal.actor import Actor


def test_two_people_take_the_same_shift_and_one_has_it(real_town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, real_town.east)
    dora = dispatcher("dora", real_town.east)
    for day in range(1, 4):
        begin = MORNING + day * DAY
        take = partial(put_on_duty, post_id=post.pk, begins_at=begin, ends_at=begin + 12 * HOUR, now=MORNING)
        answers = together(*[partial(take, user_id=user.pk, actor=Actor.user(user)) for user in (real_town.dan, dora)])
        assert [type(one) for one in raised(answers)] == [PostFilled]
        assert DutyPost.objects.filter(hours__startswith=begin).count() == 1


def test_one_person_is_not_put_on_two_posts_at_once(real_town: SimpleNamespace) -> None:
    posts = [post_of(Level.BRANCH_DISPATCHER, branch) for branch in (real_town.east, real_town.west)]
    for day in range(1, 4):
        begin = MORNING + day * DAY
        answers = together(*[partial(on_duty, real_town, post, real_town.dan, begin) for post in posts])
        assert [type(one) for one in raised(answers)] == [PersonBusy]


def test_a_swap_is_approved_once_however_many_press(real_town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, real_town.east)
    dora = dispatcher("dora", real_town.east)
    duty = on_duty(real_town, post, real_town.dan, MORNING + DAY)
    swap = ask_swap(duty_id=duty.pk, other_id=dora.pk, actor=real_town.actor("dan"), now=MORNING)
    accept_swap(swap_id=swap.pk, actor=Actor.user(dora), now=MORNING)
    answers = together(
        partial(approve_swap, swap_id=swap.pk, actor=real_town.actor("lena"), now=MORNING),
        partial(approve_swap, swap_id=swap.pk, actor=real_town.actor("kurt"), now=MORNING),
        partial(withdraw_swap, swap_id=swap.pk, actor=real_town.actor("dan"), now=MORNING),
    )
    assert [type(one) for one in raised(answers)] == [SwapSettled, SwapSettled]
    standing = DutyPost.objects.filter(hours=duty.hours, cancelled_at__isnull=True)
    assert standing.count() == 1
    done = Swap.objects.get(pk=swap.pk).state == "done"
    assert standing.get().user == (dora if done else real_town.dan)


def test_the_roster_is_drawn_once_however_many_draw_it(real_town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, real_town.east)
    pattern = Pattern.objects.create(
        post=post, begins="08:00", ends="20:00", valid_from=(MORNING - DAY).date(), turns=1
    )
    PatternTurn.objects.create(pattern=pattern, place=0, user=real_town.dan)
    answers = together(*[partial(extend_roster, actor=Actor.system("roster"), now=MORNING)] * 3)
    assert raised(answers) == []
    assert sorted(answers)[:2] == [0, 0]
    assert sorted(answers)[2] == pattern.duties.count() > 60
