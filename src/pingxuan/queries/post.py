"""Posts as the doors need them: which one a person acts at, and what a nominee's pass stands for."""

from collections.abc import Callable, Iterable

from django.db.models import Count, QuerySet

from pingxuan.core.actor import Actor
from pingxuan.core.words import BodyKind, CampaignState, NominationState, Role
from pingxuan.models import Account, Body, Campaign, NominatingBody, Nomination, Post
from pingxuan.models.prepared import prepared


def posts_held(account_id: int | None) -> QuerySet[Post]:
    """The posts a person holds, oldest first."""
    return Post.objects.filter(holder_id=account_id).select_related("body").order_by("last_seq")


def post_held(account_id: int | None, wanted: str) -> Post | None:
    """The wanted post if the person holds it, else the first one held, else None."""
    asked = next(iter(_post(wanted)), None)
    if asked is not None and asked.holder_id is not None and asked.holder_id == account_id:
        return asked
    return posts_held(account_id).first()


@prepared
def _post(post_id: str) -> QuerySet[Post]:
    return Post.objects.filter(pk=post_id).select_related("body")


def nominee_actor(nomination_id: str, *, fresh: Callable[[int], bytes]) -> Actor | None:
    """The nominee of one nomination as an actor; None when the nomination is gone."""
    nomination = Nomination.objects.filter(pk=nomination_id).select_related("nominating_body").first()
    if nomination is None:
        return None
    return Actor(
        post_id=f"n:{nomination.pk}",
        role=Role.NOMINEE,
        name=nomination.nominee_name,
        fresh=fresh,
        body_id=nomination.nominating_body.body_id,
        nomination_id=nomination.pk,
    )


def demo_posts() -> list[Post]:
    """One held post of every role, the one whose body has most to do: what the demo's sign-in page offers."""
    busiest: dict[str, Post] = {}
    held = Post.objects.exclude(holder=None).select_related("body", "holder")
    for post in held.annotate(load=Count("body__parts__nominations")).order_by("-load", "last_seq"):
        busiest.setdefault(post.role, post)
    return [busiest[role.value] for role in Role if role.value in busiest]


def demo_nominee() -> tuple[Nomination, Post] | None:
    """A nomination still being filled and the post of its body that may invite: the demo's nominee."""
    drafts = Nomination.objects.filter(
        state=NominationState.DRAFT, campaign__state=CampaignState.OPEN
    ).exclude(nominating_body__kind=BodyKind.MEMBER)
    for nomination in drafts.select_related("nominating_body__body")[:5]:
        officers = Post.objects.filter(
            body_id=nomination.nominating_body.body_id, role=Role.BODY_OFFICER, holder__isnull=False
        )
        post = officers.select_related("holder").first()
        if post is not None:
            return nomination, post
    return None


def officer_of(part: NominatingBody, *, fresh: Callable[[int], bytes]) -> Actor | None:
    """The first officer a body has, as an actor; None while nobody holds its post."""
    posts = Post.objects.filter(body_id=part.body_id, role=Role.BODY_OFFICER, holder__is_active=True)
    post = posts.select_related("holder").order_by("last_seq").first()
    if post is None or post.holder is None:
        return None
    return Actor(post.pk, Role.BODY_OFFICER, post.holder.name, fresh, body_id=post.body_id)


def campaigns_under_way() -> list[str]:
    """Ids of the campaigns that are open."""
    return list(Campaign.objects.filter(state=CampaignState.OPEN).values_list("pk", flat=True))


def bodies_without_officer(campaign_ids: Iterable[str]) -> list[str]:
    """Bodies that take part in these campaigns and in which nobody can sign in to act."""
    staffed = Post.objects.filter(role=Role.BODY_OFFICER, holder__is_active=True).values("body_id")
    rows = NominatingBody.objects.filter(campaign_id__in=list(campaign_ids)).exclude(body_id__in=staffed)
    return list(dict.fromkeys(rows.order_by("position").values_list("body__name", flat=True)))


def body_names() -> list[str]:
    """Full names of all bodies, for picking one."""
    return list(Body.objects.order_by("name").values_list("name", flat=True))


def own_body(body_id: str) -> Body:
    """The body of a post; raises Body.DoesNotExist when there is none of that id."""
    return Body.objects.get(pk=body_id)


def body_named(name: str) -> Body | None:
    """The body of that full name, or None."""
    return Body.objects.filter(name=name).first()


def account_named(username: str) -> Account | None:
    """The account of that sign-in name, or None."""
    return Account.objects.filter(username=username.strip()).first()
