"""From text to trees: documents, templates, and the small languages inside strings.

The only package that imports ``yaml`` and ``lark``.
"""
