"""Forms for the tools that people collect answers with; what comes back from each is read without a question."""
