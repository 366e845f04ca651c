"""Work for the tests of the workers: an app with handlers of its own, installed only where those tests start a worker."""

TRACE = "tests.trace"
