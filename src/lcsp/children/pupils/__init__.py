"""Pupils: enrolment, attendance, exclusions, results and destinations, one record a pupil (or young person).

Source: the school census (Education Act 1996, section 537A), the register (Education (Pupil Registration) (England)
Regulations 2006 and 2024), key stage results and the client records of the careers service. Names, addresses and
Unique Pupil Numbers are not kept: a pupil is a number that the store gave.
"""
