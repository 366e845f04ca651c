"""The demo: three provinces that live through ten months under the injected clock. Every row is made by the services.

Committees, agencies and councils are processes that sleep until their next moment; `days` wakes them in the order of time.
"""
