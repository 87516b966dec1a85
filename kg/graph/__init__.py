"""Facts as RDF: quads, IRIs, identity across articles, stores, serialisation, validation."""
