"""LocalStack plugins that make it an AWS account Amends can watch. One file per plugin; see local/README.md."""
