"""For authors of templates: draw inputs, assert laws, and test templates with pytest.

``strategies`` draws templates and parameters (Hypothesis), ``laws`` says what
holds for every template, ``plugin`` has fixtures for pytest.  Install the
extra ``heatplan[testing]``.
"""
