from django import template

from contracts.standing import standing

register = template.Library()
register.filter("standing", standing)
