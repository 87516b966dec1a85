"""Chinese news to an RDF knowledge graph, and questions over it."""
