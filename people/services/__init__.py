"""The only writer of organisations, seats and invitations, of who is recognised, and of who is let back in."""

from people.services.ending import agree_to_end, ask_to_end, drop_end, hand_over, resign
from people.services.identities import link_identity, tell_of_a_second
from people.services.own import (
    ask_address,
    choose_letters,
    confirm_address,
    end_session,
    factor_changed,
    password_changed,
)
from people.services.recovering import (
    ask_recovery,
    come_back,
    find_recovery,
    stop,
    tell_that_it_is_open,
    vouch,
)
from people.services.seating import accept_invitation, create_organisation, find_invitation, invite, open_seat
from people.services.slips import let_back_in
from people.services.standing import (
    confirm_seat,
    name_stand_in,
    recognise,
    recognise_by_protocol,
    reopen_seat,
)

__all__ = [
    "accept_invitation",
    "agree_to_end",
    "ask_address",
    "ask_recovery",
    "ask_to_end",
    "choose_letters",
    "come_back",
    "confirm_address",
    "confirm_seat",
    "create_organisation",
    "drop_end",
    "end_session",
    "factor_changed",
    "find_invitation",
    "find_recovery",
    "hand_over",
    "invite",
    "let_back_in",
    "link_identity",
    "name_stand_in",
    "open_seat",
    "password_changed",
    "recognise",
    "recognise_by_protocol",
    "reopen_seat",
    "resign",
    "stop",
    "tell_of_a_second",
    "tell_that_it_is_open",
    "vouch",
]
