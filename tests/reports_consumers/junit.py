"""Reads a JUnit file and holds its counts to what it contains."""
import sys
import xml.etree.ElementTree as xml

root = xml.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites", root.tag
for suite in root:
    assert suite.tag == "testsuite" and suite.get("name"), suite.tag
    cases = suite.findall("testcase")
    assert len(cases) == int(suite.get("tests"))
    assert len(suite.findall("testcase/failure")) == int(suite.get("failures"))
    for case in cases:
        assert case.get("name") and case.get("classname")
        for failure in case.findall("failure"):
            assert failure.get("message") and failure.get("type") and failure.text
assert sum(int(suite.get("tests")) for suite in root) == int(root.get("tests"))
assert sum(int(suite.get("failures")) for suite in root) == int(root.get("failures")) > 0
