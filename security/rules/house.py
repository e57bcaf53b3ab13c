# Lines for `semgrep scan --test`: what each rule must find (ruleid) and must leave alone (ok). Never imported.
import hmac
import json
import pickle
import subprocess

import httpx
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt

from maraude.lib import safe_http


def leaves(url):
    # ruleid: one-way-out
    httpx.get(url)
    # ruleid: one-way-out
    client = httpx.Client(base_url=url)
    # ok: one-way-out
    safe_http.post(url, headers={}, body=b"")
    return client


def draws(name):
    # ruleid: no-hand-made-markup
    bad = mark_safe("<b>" + name + "</b>")
    # ok: no-hand-made-markup
    good = format_html("<b>{}</b>", name)
    return bad, good


# ruleid: forms-carry-a-token
@csrf_exempt
def takes(request):
    return request


# ok: forms-carry-a-token
def takes_with_token(request):
    return request


def asks(cursor, name):
    # ruleid: values-beside-sql
    cursor.execute(f"select 1 where name = '{name}'")
    # ruleid: values-beside-sql
    cursor.execute("select 1 where name = '%s'" % name)
    # ok: values-beside-sql
    cursor.execute("select 1 where name = %s", [name])


def reads(data):
    # ruleid: no-code-in-data
    pickle.loads(data)
    # ruleid: no-code-in-data
    eval(data)
    # ok: no-code-in-data
    return json.loads(data)


def starts(name):
    # ruleid: no-shell
    subprocess.run("ls " + name, shell=True)
    # ok: no-shell
    subprocess.run(["ls", name])


def goes(request):
    # ruleid: only-our-own-redirects
    redirect(request.GET.get("next"))
    # ruleid: only-our-own-redirects
    HttpResponseRedirect(request.GET["next"])
    # ok: only-our-own-redirects
    return redirect("inbox")


def tells(log, message):
    # ruleid: no-content-in-logs
    log.info("message_in", text=message.text)
    # ok: no-content-in-logs
    log.info("message_in", message=message.id)


def compares(account, given):
    # ruleid: secrets-compared-in-constant-time
    first = account.secret == given
    # ok: secrets-compared-in-constant-time
    second = hmac.compare_digest(account.secret, given)
    return first, second
