"""What all screens share: theme, icons, words, dialogs, notices and small widgets; knows no screen and no desk."""
