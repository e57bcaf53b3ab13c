"""What WhatsApp, Messenger and Instagram share: one door, one way of calling, one family of errors."""
