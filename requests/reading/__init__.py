"""Budget lines as people write them, read or asked back: `reading.read("ค่าที่พัก 10 ห้อง x 2 คืน x 850 บาท")`.

A wording is cut into tokens (`tokens`), these into figures that say what they are (`figures`), and the line is what they
come to together (`lines`). What could be read in two ways is asked, never guessed: a wrong sum in a budget is found by an
auditor years later, a question by whoever knows the answer.
"""

from requests.reading.lines import Read, read, written

__all__ = ["Read", "read", "written"]
