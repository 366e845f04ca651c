from notices import invitations
from people import effects

effects.register(invitations.mail)
