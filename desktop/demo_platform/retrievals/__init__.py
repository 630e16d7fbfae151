"""The register of retrievals: who asked for which footage, what a second person decided, and the scans."""
