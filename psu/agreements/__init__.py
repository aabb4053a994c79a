"""Agreements with the starosta, their places and agreed rates."""
