"""Runs SimpleJWT's and django-oauth-toolkit's own tests against a server of ours, and compares what
fails with reasons.json. Ends with 1 if a test fails without a reason, or no longer fails.

    run.py --simplejwt DIRECTORY --toolkit DIRECTORY

The directories hold the sources of the releases that are installed; forwarding.py names the
environment variables. A test that passes without asking the server anything is not counted.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
REASONS = os.path.join(HERE, "reasons.json")
SUITES = {
    "simplejwt": (["tests/test_views.py", "tests/test_integration.py"], {}),
    "toolkit": (
        ["tests/test_authorization_code.py", "tests/test_client_credential.py",
         "tests/test_password.py", "tests/test_token_revocation.py",
         "tests/test_introspection_view.py", "tests/test_oidc_views.py",
         "tests/test_implicit.py"],
        {"DJANGO_SETTINGS_MODULE": "tests.settings"}),
}


def counts(case):
    """Whether it says anything about the server: not if it passed without asking it."""
    asked = case.find("properties/property[@name='asked']")
    return failed(case) or (
        case.find("skipped") is None and asked is not None and asked.get("value") == "True")


def failed(case):
    return case.find("failure") is not None or case.find("error") is not None


def outcomes(suite, directory):
    """Whether each test passed, by its name."""
    files, environment = SUITES[suite]
    with tempfile.TemporaryDirectory() as scratch:
        report = os.path.join(scratch, "report.xml")
        subprocess.run(
            [sys.executable, "-B", "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", directory,
             "-p", "forwarding", "-p", "no:cacheprovider", "-o", "junit_family=xunit1",
             "--tb=short", "--junitxml", report, *files],
            cwd=directory,
            env={**os.environ, **environment,
                 "PYTHONPATH": os.pathsep.join([HERE, directory])})
        cases = ElementTree.parse(report).iter("testcase")
        return {"%s: %s.%s" % (suite, case.get("classname").split(".", 1)[1], case.get("name")):
                not failed(case) for case in cases if counts(case)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for suite in SUITES:
        parser.add_argument("--" + suite, required=True)
    arguments = vars(parser.parse_args())
    passed = {}
    for suite in SUITES:
        passed.update(outcomes(suite, arguments[suite]))
    with open(REASONS) as file:
        known = {test for tests in json.load(file).values() for test in tests}

    unexplained = sorted(test for test in passed if not passed[test] and test not in known)
    surplus = sorted(test for test in known if passed.get(test, True))
    for suite in SUITES:
        own = [good for test, good in passed.items() if test.startswith(suite + ":")]
        print("%s: %d of %d" % (suite, sum(own), len(own)))
    for test in unexplained:
        print("fails: " + test)
    for test in surplus:
        print("passes, or is gone, but has a reason: " + test)
    return 1 if unexplained or surplus else 0


if __name__ == "__main__":
    sys.exit(main())
