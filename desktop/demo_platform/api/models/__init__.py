"""The bodies of requests and answers, with their bounds."""
