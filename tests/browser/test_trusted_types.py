"""No text becomes HTML or a script: the browser refuses it (CSP, Trusted Types). That all pages do without is seen by
the tests of this folder, which fail when a page complains.
"""

import pytest
from playwright.async_api import Error

from tests.browser.conftest import Sit

SINKS = (
    "document.body.innerHTML = '<b>text</b>'",
    "document.body.insertAdjacentHTML('beforeend', '<b>text</b>')",
    "document.createElement('script').src = '/static/x.js'",
    "window.trustedTypes.createPolicy('any', {})",
    "window.trustedTypes.createPolicy('service-worker', {})",  # there is one already, and its address is fixed
    "return navigator.serviceWorker.register('/static/x.js')",
)


@pytest.mark.parametrize("sink", SINKS)
async def test_text_does_not_become_html(sit: Sit, sink: str) -> None:
    seat = await sit(None)
    seat.expect("TrustedHTML|TrustedScript|Trusted Type|Content Security Policy|trusted-types")
    page = await seat.go("/sign-in")
    with pytest.raises(Error, match=r"Trusted|policy"):
        await page.evaluate(f"() => {{ {sink} }}")
