"""The organiser's page: the whole event in the browser, served to this very computer only."""
