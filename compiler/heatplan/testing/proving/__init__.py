"""The engine behind ``heatplan prove``: laws asked about a template with inputs that are drawn, and made small where one breaks."""
