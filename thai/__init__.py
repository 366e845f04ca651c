"""How Thai people write money, numbers, dates and words. Plain Python and the form fields for it; knows no app."""
