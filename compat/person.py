# SPDX-License-Identifier: Apache-2.0
"""A person in front of a browser: opens what a program asks for, signs in with the operator's key, agrees to everything.

The client starts it as ``BROWSER``; ``agree`` does the same for a test.
"""

import html.parser
import os
import sys
import urllib.parse

import httpx

STEPS = 8


class Form(html.parser.HTMLParser):
    """The last form of a page: where it goes and what it holds."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        held = dict(attributes)
        if tag == "form":
            self.action, self.fields = held["action"], {}
        elif tag == "input" and "name" in held:
            self.fields[held["name"]] = held.get("value", "")


def agree(url, key):
    """Follows a server's pages to the end; the address that the person is sent to, or of the page that asks no more."""
    server = urllib.parse.urlsplit(url).netloc
    with httpx.Client(timeout=20) as browser:
        page = browser.get(url)
        for _ in range(STEPS):
            if page.is_redirect:
                there = urllib.parse.urljoin(str(page.url), page.headers["Location"])
                if urllib.parse.urlsplit(there).netloc != server:
                    return there
                page = browser.get(there)
            else:
                page.raise_for_status()
                form = Form(page.text)
                if form.action is None:
                    return str(page.url)
                page = browser.post(urllib.parse.urljoin(str(page.url), form.action), data=answers(page, key))
    raise AssertionError(f"the pages never end: {page.url}")


def answers(page, key):
    fields = Form(page.text).fields
    if "api_key" in fields:
        return fields | {"api_key": key}
    return fields | {"decision": "agree"}


if __name__ == "__main__":
    httpx.get(agree(sys.argv[1], os.environ["PERSON_KEY"]), timeout=20)
