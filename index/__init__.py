"""Finding passages: embeddings, vectors, exact words, exact keys; nothing of answers."""
