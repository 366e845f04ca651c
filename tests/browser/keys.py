"""Somebody who has no mouse: each stop of the keyboard has to show that one stands there."""

from __future__ import annotations

from playwright.sync_api import Page

# Of what has the focus: what it is called, and whether it shows that it has it.
FOCUS = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const shown = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  const nowhere = one === document.body || one.id === 'main';
  return [nowhere ? one.id : one.id || one.name || one.textContent.trim(), shown || nowhere];
}"""


class Keys:
    """The keys for the next stop, for the one before, and for going on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, *keys: str) -> str:
        for key in keys:
            self.page.keyboard.press(key)
        name, is_shown = self.page.evaluate(FOCUS)
        assert is_shown, f"{name} does not show that it has the focus"
        return str(name)

    def to(self, name: str, key: str = "Tab") -> Keys:
        """On, or back, stop by stop, until what is called so has the focus."""
        for _ in range(80):
            if name in self(key):
                return self
        raise AssertionError(f"no way to {name} on {self.page.url}")

    def go(self) -> Keys:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self
