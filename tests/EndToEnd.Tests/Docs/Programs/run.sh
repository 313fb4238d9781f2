#!/bin/sh
# .ci/run, which runs this test among others, so it must only exist.
test -x "$GUIDE_REPOSITORY/.ci/run"
