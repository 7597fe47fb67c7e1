"""The desk of partner staff who run Cisco Spark service trials."""
