"""How long nobody has touched this machine and whether its screen is locked, as the platform tells; knows no desk."""
