"""What an agent can do, without Qt: session, inbox, outbox, drafts, presence, alerts, suggestions."""
