"""What the furnished server of these tests answers to: origins and the one password; light, for programs that start."""

ORIGIN = "https://shop.example"
OTHER_ORIGIN = "https://jump.example"
PASSWORD = "a good password"
