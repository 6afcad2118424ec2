"""Programs that tests tell what to do: JSON lines in, JSON lines out.

Each line in is [command, arguments...]; each line out is what the command returned, or
{"error": ...}.
"""

import json
import sys


def obey(commands, afterwards=lambda: None):
    """Calls the functions by their names until there is no more to read."""
    named = {function.__name__: function for function in commands}
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        try:
            answer = named[command](*arguments)
        except Exception as error:  # the test shows it
            answer = {"error": repr(error)}
        afterwards()
        print(json.dumps(answer), flush=True)
