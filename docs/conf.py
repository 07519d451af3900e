"""How Sphinx builds the site; `make docs` first lays out its pages in build/docs (docs/build.py)."""

from importlib.metadata import version as version_of

project = "azgraph"
author = "The azgraph developers"
version = release = version_of("azgraph")
project_copyright = "2026, the azgraph developers. Code: MIT. Records and ontology: CC BY 4.0"
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns: list[str] = []
default_role = "literal"  # docstrings quote code with single backticks
suppress_warnings = ["misc.highlighting_failure"]  # Pygments knows no property paths; it colours what it can

myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"  # the site shows what the notebooks answer today
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_ipywidgets_js: dict[str, str] = {}  # else two scripts from a CDN

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 80

html_theme = "furo"
html_title = "azgraph"
html_extra_path = ["../build/extra"]  # the live map and the classic page, as files of their own
html_static_path = ["style"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_search_summary = False  # it fetches each page found, which a file may not
html_show_sphinx = False
pygments_style = "default"
pygments_dark_style = "github-dark"
html_theme_options = {
    "top_of_page_buttons": [],
    "footer_icons": [],
}
