"""The model to files: documents, tables and dates that other programs open. Runs in a browser too.

What a reader or an author wrote is text in every one of them: never markup, a formula or a field of its own.
"""
