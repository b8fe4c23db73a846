"""Every option of the console, declared once, and the file that keeps the values; knows no screen."""
