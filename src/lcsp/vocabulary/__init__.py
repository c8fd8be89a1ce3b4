"""Words that every room shares: kinds of value, money, periods, references, findings and checks."""
