"""Static files under names that change with their content, so that browsers keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """Our scripts import one another by these names, too: a page never mixes old modules with new ones.

    Django's own switch for that would read every library's scripts; htmx names files that it does not ship.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "scripts/*.js",
            (
                (
                    r"""(?P<matched>(?P<names>import\s[^;"']+\sfrom\s)"(?P<url>\.[^"]+)";)""",
                    """%(names)s"%(url)s";""",
                ),
            ),
        ),
    )
