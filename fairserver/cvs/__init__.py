"""CVs: the PDF that a person shows to companies, checked before it is kept."""
