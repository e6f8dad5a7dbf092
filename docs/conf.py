"""How Sphinx makes the documentation: Markdown in, pages out that load nothing from elsewhere."""

project = "langcheck"
author = "The langcheck authors"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "langcheck"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
myst_heading_anchors = 3
