"""Forms made from the columns of a noun."""
