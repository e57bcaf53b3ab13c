from __future__ import annotations
from tests.support.door import say
from tests.support.events import event, URGENT, IMMEDIATE, CALM
from maraude.apps.inbox.models import Message
from maraude.apps.safety.models import Alert
from maraude.understanding.danger import screen
from django.db import connection

def test_smoke(lanterne, process):
    print(screen(URGENT).level, screen(IMMEDIATE).level, screen(CALM).level)
    say(lanterne, event(), event(URGENT, id="e2"))
    assert process() == 2
    with lanterne.inside():
        assert Message.objects.count() == 2
        assert Alert.objects.count() == 1
    with connection.cursor() as c:
        c.execute("select current_user, session_user"); print(c.fetchall())

def test_smoke2(committed, lanterne, quai, process):
    say(lanterne, event(), event(URGENT, id="e2"))
    assert process() == 2
