"""What we know: documents, their sources, and the code that reads and checks them."""
