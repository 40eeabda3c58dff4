"""The helper process: everything here runs apart from the caller, and everything in ``_formats`` only here."""
