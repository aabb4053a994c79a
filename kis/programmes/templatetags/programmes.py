from django import template

from kis.programmes.hours import told_hours

register = template.Library()
register.filter("told_hours", told_hours)
