"""People put forward for socially useful work and the list of them that the labour office gets."""
