"""Async plumbing without Qt: task scopes, event hub, back-off, supervised connection, server time, redaction."""
