"""What is known of places, structures and services, and the small rules that read them."""
