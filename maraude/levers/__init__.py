"""Which lever leads: a policy that may learn, and its evaluation. NumPy, no Django; nothing here knows a person."""
