"""`python -m azgraph`, the same as the command `azgraph`."""

from azgraph.cli import main

if __name__ == "__main__":
    main()
