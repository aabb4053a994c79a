"""Referrals of the PUP, and socially useful work in a person's file."""
