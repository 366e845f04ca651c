"""The form of a request as an Excel workbook: taken away filled as far as it is, filled in without a network, brought back.

What can stand where is one plan (`plan`), drawn from the forms of the pages: who draws the workbook and who reads it cannot
differ, and what a page refuses a workbook is refused by the same words.
"""
