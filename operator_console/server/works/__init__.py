"""What the desk's people can ask for, as works of the store's writer: rules of domain, no SQL, no socket."""
