# From a bare Debian 12 or Ubuntu 24.04 (git, make, python3) to a running program; see README.md.
# `make run PORT=8001`, `make test PART=psu/hours`, `make bench PEOPLE=100000`
.PHONY: run test check papers-check bench fuzz audit rehearse load

run test check papers-check bench fuzz audit rehearse load:
	@python3 -m deploy.local $@
