"""What Heat will do with a lawful template and its author hardly meant (docs/diagnostics.md, HP1100 to HP1199).

``written`` looks at a template alone, once; ``parameters`` and ``resources`` at
one level of the stack, when values are known.  Each is a function to findings.
"""
