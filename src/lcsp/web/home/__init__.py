"""Home: what needs the person who is signed in, what is due, and how every locality stands."""
