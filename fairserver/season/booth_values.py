"""What is written about a booth, as the rows of its company and its exhibitor hold it."""

from fairserver.season.messages import BoothWords


def company_values(request: BoothWords) -> dict[str, object]:
    """Columns of the company."""
    return {
        "line": request.line.model_dump(),
        "about": request.about.model_dump(),
        "location": request.location.model_dump(),
        "employees": request.employees,
    }


def exhibitor_values(request: BoothWords) -> dict[str, object]:
    """Columns of the exhibitor."""
    return {
        "languages": request.languages,
        "japanese": request.japanese,
        "visa_help": request.visa_help,
        "employment": request.employment,
    }
