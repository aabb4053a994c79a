"""What law and agreements say of hours and pay, as pure functions of plain values."""
