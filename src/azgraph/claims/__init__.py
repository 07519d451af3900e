"""Claims of others, as datasets of records: an analyst's spreadsheet, and statements of Wikidata."""
