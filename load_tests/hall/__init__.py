"""The hall on a slow phone while its crowd comes and goes."""
