"""Whom to call, and how many paper copies are due, as the definition keeps them."""

from pingxuan.core.definition import Contact
from pingxuan.core.finding import in_marks
from pingxuan.core.notice.contacts import ContactFact
from pingxuan.core.notice.facts import NoticeFacts
from pingxuan.core.notice.notes import Notes


def draft_contacts(facts: NoticeFacts, notes: Notes) -> tuple[Contact, ...]:
    """The contacts in the notice's order: the first one is the campaign's, the others are further ones."""
    return tuple(_contact(one, index, notes) for index, one in enumerate(facts.contacts))


def _contact(contact: ContactFact, index: int, notes: Notes) -> Contact:
    path = f"further_contacts[{index - 1}]" if index else "contact"
    values = {"person": contact.persons, "phone": contact.phones, "email": contact.emails}
    return Contact(
        **{
            key: "、".join(notes.value(f"{path}.{key}", one) for one in found)
            for key, found in values.items()
        },
        scope=notes.value(f"{path}.scope", contact.scope) if contact.scope else "",
    )


def draft_copies(facts: NoticeFacts, notes: Notes) -> int | None:
    """How many paper copies are due; a question instead of a number where the notice names several."""
    if not facts.copy_counts:
        return None
    numbers = {count.value for count in facts.copy_counts}
    if len(numbers) == 1:
        return notes.value("copies", facts.copy_counts[0])
    spans = [span for count in facts.copy_counts for span in count.spans]
    said = "、".join(f"{number} 份" for number in sorted(numbers))
    text = f"通知对不同材料要求{in_marks(said)}，份数不一样。请填写推荐材料一式几份。"
    notes.ask("copies_differ", text, "copies", str(max(numbers)), spans)
    return None
