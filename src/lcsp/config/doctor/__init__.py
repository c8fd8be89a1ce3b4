"""The doctor: what is misconfigured in an installation, how to mend it, and what is well.

`environment.py` and `site.py` judge facts that they are given; `examination.py` gathers the facts.
"""
