"""Draws in a process of its own: the engine (V8) takes 100 MB that no web process should keep.

Takes a JSON list of Vega-Lite specifications on standard input and answers with the list of
their SVG drawings. Reaches no network: every specification brings its data along.
"""

import json
import sys

import vl_convert


def main() -> None:
    specs = json.load(sys.stdin)
    drawings = [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in specs]
    json.dump(drawings, sys.stdout)


if __name__ == "__main__":
    main()
