"""The plan of needs, from last year's figures to the day it was sent."""
