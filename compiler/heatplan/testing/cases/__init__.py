"""Cases: small YAML files that say what should come of a template, as ``heatplan test`` and pytest run them.

``reading`` makes a ``CaseSpec`` of a file, ``judge`` compares one with what came
of its template.  Nothing here touches the disk.
"""
