// Placeholder until the first piece that two test targets share.
