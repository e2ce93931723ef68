"""Our compiler compared with the real Heat, job by job: ``python -m tests.conformance --help``."""
