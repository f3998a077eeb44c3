"""From a plan to paper: PDF documents, set by typst from data and templates."""
