"""Tables: what each template version and each resource type of the Heat release has."""
