"""The site's pages against pretalx's, serving the same programme on the same machine in the same run."""
