"""The desk's figures: what is counted, how counts are merged, what each figure is made of; pure."""
