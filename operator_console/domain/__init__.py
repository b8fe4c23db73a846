"""What things are and the pure rules about them; knows no I/O, no clock of the machine, no other room."""
