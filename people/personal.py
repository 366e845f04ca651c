"""What is kept about a person beside their deeds: shown to themselves, and erased where no law keeps it."""

from __future__ import annotations

from audit.facts import Facts
from audit.log import record, recorded
from people.actors import Actor
from people.facts import ContactErasedFacts
from people.models import AddressProof, Person
from wiring.refs import Ref


@recorded
def erase_contact(person_id: int, *, tree: str, actor: Actor) -> None:
    """Forget telephone and e-mail address. Called by the service that answers such a request, which has asked for the right."""
    # The person's row alone: whoever takes up a seat with it at this moment waits.
    person = Person.objects.select_for_update().get(pk=person_id)
    person.phone = person.email = ""
    person.save(update_fields=["phone", "email"])
    AddressProof.objects.filter(person=person).delete()
    facts: Facts = ContactErasedFacts(person=person.pk)
    record("person.contact_erased", tree=tree, subject=Ref("person", person.pk), actor=actor, facts=facts)
