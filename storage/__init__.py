"""What is remembered: tables, mappings, the unit of work and the roster. The only importer of SQLAlchemy."""
